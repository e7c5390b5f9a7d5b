package happensbefore.stress.channels;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.channels.Case;
import happensbefore.channels.Channel;
import happensbefore.channels.Receiver;
import happensbefore.channels.Receiving;
import happensbefore.channels.Select;
import happensbefore.channels.Sender;
import happensbefore.channels.Sending;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Two selections each offer a message to the other at one rendezvous and ask for one at another.
@JCStressTest
@Outcome(id = "1, 7", expect = ACCEPTABLE, desc = "The first gave, the second took.")
@Outcome(id = "7, 1", expect = ACCEPTABLE, desc = "The second gave, the first took.")
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "They have missed each other.")
@Outcome(expect = FORBIDDEN, desc = "One thinks that they have met, and the other does not.")
@State
public class TwoSelectsMeetOnceStress {
    private final Channel<Integer> there = Channel.rendezvous();
    private final Channel<Integer> back = Channel.rendezvous();

    @Actor
    public void first(II_Result r) {
        r.r1 = meet(there.sender(), back.receiver());
    }

    @Actor
    public void second(II_Result r) {
        r.r2 = meet(back.sender(), there.receiver());
    }

    /// 1 when it gave, 7 when it took, 0 when neither.
    private static int meet(Sender<Integer> to, Receiver<Integer> from) {
        Select select = Select.fair();
        Sending<Integer> send = select.send(to);
        Receiving<Integer> receive = select.receive(from);
        send.offer(7);
        try {
            Case done = select.await(Duration.ofNanos(2000));
            Integer got = receive.value();
            return done == send ? 1 : got == null ? 0 : got;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
