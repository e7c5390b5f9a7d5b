package happensbefore.stress.channels;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.channels.Case;
import happensbefore.channels.Channel;
import happensbefore.channels.Receiving;
import happensbefore.channels.Select;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Two channels are sent to while a selection over both runs out of time.
@JCStressTest
@Outcome(id = "0, 30", expect = ACCEPTABLE, desc = "The time was over first: both messages are still there.")
@Outcome(id = "10, 20", expect = ACCEPTABLE, desc = "The selection has the first channel's message.")
@Outcome(id = "20, 10", expect = ACCEPTABLE, desc = "The selection has the second channel's message.")
@Outcome(expect = FORBIDDEN, desc = "A message is lost, or there twice.")
@State
public class ASelectThatTimesOutLosesNothingStress {
    private final Channel<Integer> first = Channel.bounded(1);
    private final Channel<Integer> second = Channel.bounded(1);

    @Actor
    public void sender() {
        first.sender().trySend(10);
        second.sender().trySend(20);
    }

    @Actor
    public void selects(II_Result r) {
        Select select = Select.fair();
        Receiving<Integer> one = select.receive(first.receiver());
        Receiving<Integer> other = select.receive(second.receiver());
        try {
            Case done = select.await(Duration.ofNanos(200));
            Integer got = done == null ? Integer.valueOf(0) : done == one ? one.value() : other.value();
            r.r1 = got == null ? -1 : got;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Arbiter
    public void left(II_Result r) {
        r.r2 = sum(first) + sum(second);
    }

    private static int sum(Channel<Integer> channel) {
        return channel.receiver().closeAndDrain().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }
}
