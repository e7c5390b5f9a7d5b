package happensbefore.stress.channels;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.channels.Channel;
import happensbefore.channels.SendResult;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/// Two senders want the only place.
@JCStressTest
@Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "The first sender has it.")
@Outcome(id = "false, true, 1", expect = ACCEPTABLE, desc = "The second sender has it.")
@Outcome(expect = FORBIDDEN, desc = "Both have it, or neither has, or a message is missing.")
@State
public class TheOnlyPlaceIsGivenToOneSenderStress {
    private final Channel<Integer> channel = Channel.bounded(1);

    @Actor
    public void first(ZZI_Result r) {
        r.r1 = channel.sender().trySend(1) == SendResult.SENT;
    }

    @Actor
    public void second(ZZI_Result r) {
        r.r2 = channel.sender().trySend(2) == SendResult.SENT;
    }

    @Arbiter
    public void count(ZZI_Result r) {
        r.r3 = channel.receiver().closeAndDrain().size();
    }
}
