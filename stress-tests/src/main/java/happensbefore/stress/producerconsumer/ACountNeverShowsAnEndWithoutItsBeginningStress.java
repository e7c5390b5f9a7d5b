package happensbefore.stress.producerconsumer;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.producerconsumer.OneToOne;
import happensbefore.producerconsumer.WaitStrategy;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/// Somebody reads the counts while items go from the producer to the consumer.
@JCStressTest
@Outcome(id = "0", expect = ACCEPTABLE, desc = "No count showed more items consumed than produced.")
@Outcome(expect = FORBIDDEN, desc = "The counts show an item consumed that was never produced.")
@State
public class ACountNeverShowsAnEndWithoutItsBeginningStress {
    private static final int ITEMS = 16;

    private final OneToOne<Integer> handOver = new OneToOne<>(2, WaitStrategy.yield());

    /// Both ends in one thread: so two processors are enough for a count to be read while items go through.
    @Actor
    public void producerAndConsumer() {
        for (int i = 0; i < ITEMS; i++) {
            Handles.put(handOver.producer(), i);
            Integer _ = Handles.take(handOver.consumer());
        }
    }

    @Actor
    public void reader(J_Result r) {
        for (int i = 0; i < ITEMS; i++) {
            r.r1 = Math.min(r.r1, handOver.counts().queued());
        }
    }
}
