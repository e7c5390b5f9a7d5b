package happensbefore.stress.producerconsumer;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.producerconsumer.AbandonedException;
import happensbefore.producerconsumer.Counts;
import happensbefore.producerconsumer.OneToOne;
import happensbefore.producerconsumer.WaitStrategy;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JI_Result;

/// The consumer takes one item and leaves while the producer puts more than fit.
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Produced is consumed and dropped, and nothing is left in the ring.")
@Outcome(expect = FORBIDDEN, desc = "An item was lost, was counted twice, or is kept in a ring that nobody reads.")
@State
public class AnAbandonedStreamAccountsForEveryItemStress {
    private final OneToOne<Integer> handOver = new OneToOne<>(2, WaitStrategy.yield());

    @Actor
    public void producer() {
        try (var producer = handOver.producer()) {
            for (int i = 0; i < 5; i++) {
                Handles.put(producer, i);
            }
        } catch (AbandonedException e) {
            // the consumer has left: so it is
        }
    }

    @Actor
    public void consumer() {
        try (var consumer = handOver.consumer()) {
            Integer _ = Handles.take(consumer);
        }
    }

    @Arbiter
    public void verdict(JI_Result r) {
        Counts counts = handOver.counts();
        r.r1 = counts.consumed() == 1 ? counts.queued() : -1;
        r.r2 = handOver.size();
    }
}
