package happensbefore.stress.channels;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.channels.Channel;
import happensbefore.channels.Received.Value;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// A message is sent while a receiver's time ends.
@JCStressTest
@Outcome(id = "7, 0", expect = ACCEPTABLE, desc = "The receiver has it.")
@Outcome(id = "0, 7", expect = ACCEPTABLE, desc = "The receiver's time was over first, and the message is still there.")
@Outcome(expect = FORBIDDEN, desc = "The message is lost, or there twice.")
@State
public class AReceiveThatTimesOutLosesNothingStress {
    private final Channel<Integer> channel = Channel.bounded(1);

    @Actor
    public void sender() {
        channel.sender().trySend(7);
    }

    @Actor
    public void receiver(II_Result r) {
        try {
            r.r1 = channel.receiver().receive(Duration.ofNanos(200)) instanceof Value<Integer>(Integer got) ? got : 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Arbiter
    public void left(II_Result r) {
        r.r2 = channel.receiver().closeAndDrain().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }
}
