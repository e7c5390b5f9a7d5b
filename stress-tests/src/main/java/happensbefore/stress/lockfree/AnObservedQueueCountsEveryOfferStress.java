package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

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

/// Two producers offer more than fits: offered, dropped and queued must add up.
@JCStressTest
@Outcome(id = "96, 32, 64", expect = ACCEPTABLE, desc = "All offers are counted, the refused ones as dropped.")
@Outcome(expect = FORBIDDEN, desc = "An offer or a refusal was not counted, or was counted twice.")
@State
public class AnObservedQueueCountsEveryOfferStress {
    private static final int CAPACITY = 64;
    private static final int EACH = 48;

    private final ObservedRingQueue<Integer> queue = new ObservedRingQueue<>(
            new MpmcRingQueue<>(CAPACITY), OpenTelemetry.noop().getMeter("stress"), "stress/0");

    @Actor
    public void first() {
        offer();
    }

    @Actor
    public void second() {
        offer();
    }

    @Arbiter
    public void counts(JJJ_Result r) {
        CountedQueue.Counts counts = queue.counts();
        r.r1 = counts.offered();
        r.r2 = counts.droppedFull();
        r.r3 = counts.queued();
    }

    private void offer() {
        for (int i = 0; i < EACH; i++) {
            queue.offer(i);
        }
    }
}
