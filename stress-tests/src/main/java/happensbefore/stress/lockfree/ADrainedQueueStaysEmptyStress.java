package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.MpmcRingQueue;
import happensbefore.lockfree.otlp.ObservedRingQueue;
import io.opentelemetry.api.OpenTelemetry;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// One thread offers while another shuts the queue down and asks whether it is drained.
@JCStressTest
@Outcome(
        id = "false, true",
        expect = ACCEPTABLE,
        desc = "The offer was accepted, and the queue did not call itself drained.")
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The queue was drained, and the offer was dropped.")
@Outcome(id = "false, false", expect = ACCEPTABLE, desc = "The offer was under way at the question, and was dropped.")
@Outcome(
        id = "true, true",
        expect = FORBIDDEN,
        desc = "The queue called itself drained and then accepted an item, which nobody would take.")
@State
public class ADrainedQueueStaysEmptyStress {
    private final ObservedRingQueue<Integer> queue =
            new ObservedRingQueue<>(new MpmcRingQueue<>(2), OpenTelemetry.noop().getMeter("stress"), "stress/0");

    @Actor
    public void consumer(ZZ_Result r) {
        queue.shutdown();
        r.r1 = queue.isDrained();
    }

    @Actor
    public void producer(ZZ_Result r) {
        r.r2 = queue.offer(1);
    }
}
