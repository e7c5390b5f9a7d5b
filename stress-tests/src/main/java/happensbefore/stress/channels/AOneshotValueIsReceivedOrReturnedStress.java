package happensbefore.stress.channels;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.channels.Oneshot;
import happensbefore.channels.Oneshot.ReceiverGoneException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// The receiver goes away, with whatever is there, while the value is sent.
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The receiver had gone: the sender has its value back.")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The value was sent first, and the receiver took it with it.")
@Outcome(expect = FORBIDDEN, desc = "Both have the value, or nobody has it.")
@State
public class AOneshotValueIsReceivedOrReturnedStress {
    private final Oneshot<Integer> oneshot = new Oneshot<>();

    @Actor
    public void sender(II_Result r) {
        try {
            oneshot.sender().send(1);
        } catch (ReceiverGoneException e) {
            r.r1 = (Integer) e.value();
        }
    }

    @Actor
    public void receiver(II_Result r) {
        r.r2 = oneshot.receiver().closeAndGet().orElse(0);
    }
}
