package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import happensbefore.lockfree.CountedQueue;
import happensbefore.lockfree.MpmcRingQueue;
import happensbefore.lockfree.otlp.ObservedRingQueue;
import io.opentelemetry.api.OpenTelemetry;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/// Two producers race for the one slot that is left: offered, dropped and queued must add up.
@JCStressTest
@Outcome(id = "3, 1, 2", expect = ACCEPTABLE, desc = "All three offers are counted, the refused one as dropped.")
@State
public class AnObservedQueueCountsEveryOfferStress {
    private final ObservedRingQueue<Integer> queue =
            new ObservedRingQueue<>(new MpmcRingQueue<>(2), OpenTelemetry.noop().getMeter("stress"), "stress/0");

    public AnObservedQueueCountsEveryOfferStress() {
        queue.offer(0);
    }

    @Actor
    public void first() {
        queue.offer(1);
    }

    @Actor
    public void second() {
        queue.offer(2);
    }

    @Arbiter
    public void counts(JJJ_Result r) {
        CountedQueue.Counts counts = queue.counts();
        r.r1 = counts.offered();
        r.r2 = counts.droppedFull();
        r.r3 = counts.queued();
    }
}
