package happensbefore.stress.channels;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.channels.Channel;
import happensbefore.channels.Received.Value;
import happensbefore.channels.SendResult;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/// A sender and a receiver wait for each other, and each has little time.
@JCStressTest
@Outcome(id = "true, 7", expect = ACCEPTABLE, desc = "They have met.")
@Outcome(id = "false, 0", expect = ACCEPTABLE, desc = "They have missed each other.")
@Outcome(id = "true, 0", expect = FORBIDDEN, desc = "The sender gave the message away, and nobody has it.")
@Outcome(id = "false, 7", expect = FORBIDDEN, desc = "The sender still has what the receiver has taken.")
@State
public class ARendezvousIsForBothOrForNeitherStress {
    private final Channel<Integer> channel = Channel.rendezvous();

    @Actor
    public void sender(ZI_Result r) {
        try {
            r.r1 = channel.sender().send(7, Duration.ofNanos(500)) == SendResult.SENT;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Actor
    public void receiver(ZI_Result r) {
        try {
            r.r2 = channel.receiver().receive(Duration.ofNanos(500)) instanceof Value<Integer>(Integer got) ? got : 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
