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
import org.openjdk.jcstress.infra.results.JJI_Result;

/// Two consumers race for two items; a third thread would read the counts afterwards.
@JCStressTest
@Outcome(id = "2, 0, 0", expect = ACCEPTABLE, desc = "Both items are counted as handed out and none is left.")
@State
public class AnObservedQueueCountsEveryPollStress {
    private final ObservedRingQueue<Integer> queue =
            new ObservedRingQueue<>(new MpmcRingQueue<>(2), OpenTelemetry.noop().getMeter("stress"), "stress/0");

    public AnObservedQueueCountsEveryPollStress() {
        queue.offer(1);
        queue.offer(2);
    }

    @Actor
    public void first() {
        queue.poll();
    }

    @Actor
    public void second() {
        queue.poll();
    }

    @Arbiter
    public void counts(JJI_Result r) {
        CountedQueue.Counts counts = queue.counts();
        r.r1 = counts.handedOut();
        r.r2 = counts.queued();
        r.r3 = queue.poll() == null ? 0 : 1;
    }
}
