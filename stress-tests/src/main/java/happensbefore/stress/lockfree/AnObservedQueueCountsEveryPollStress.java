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
import org.openjdk.jcstress.infra.results.JJ_Result;

/// Two consumers empty a queue; afterwards the counts are read.
@JCStressTest
@Outcome(id = "64, 0", expect = ACCEPTABLE, desc = "All items are counted as handed out and none is left.")
@Outcome(expect = FORBIDDEN, desc = "A poll was not counted, or was counted twice.")
@State
public class AnObservedQueueCountsEveryPollStress {
    private static final int ITEMS = 64;

    private final ObservedRingQueue<Integer> queue = new ObservedRingQueue<>(
            new MpmcRingQueue<>(ITEMS), OpenTelemetry.noop().getMeter("stress"), "stress/0");

    public AnObservedQueueCountsEveryPollStress() {
        for (int item = 0; item < ITEMS; item++) {
            queue.offer(item);
        }
    }

    @Actor
    public void first() {
        poll();
    }

    @Actor
    public void second() {
        poll();
    }

    @Arbiter
    public void counts(JJ_Result r) {
        CountedQueue.Counts counts = queue.counts();
        r.r1 = counts.handedOut();
        r.r2 = counts.queued();
    }

    private void poll() {
        while (queue.poll() != null) {
            // Each poll is one of the counts.
        }
    }
}
