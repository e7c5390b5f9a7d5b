package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.otlp.LinkedWorkQueue;
import io.opentelemetry.api.OpenTelemetry;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Two threads offer to a [LinkedWorkQueue] and process from it; what is counted is compared with what happened.
@JCStressTest
@Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "Both pieces of work were done and counted.")
@Outcome(
        id = {"0, .", "1, ."},
        expect = FORBIDDEN,
        desc = "Work was not done.")
@Outcome(
        id = {"2, 0", "2, 1"},
        expect = FORBIDDEN,
        desc = "Work was done and not counted.")
@State
public class ATracedQueueLosesNoCountStress {
    private final LinkedWorkQueue<Integer> queue = new LinkedWorkQueue<>(OpenTelemetry.noop(), "stress");
    private final AtomicInteger done = new AtomicInteger();

    @Actor
    public void first() {
        queue.offer(1);
        queue.process(item -> done.incrementAndGet());
    }

    @Actor
    public void second() {
        queue.offer(2);
        queue.process(item -> done.incrementAndGet());
    }

    @Arbiter
    public void counts(II_Result r) {
        r.r1 = done.get();
        LinkedWorkQueue.Counts counts = queue.counts();
        r.r2 = counts.offered() == 2 ? (int) counts.taken() : 0;
    }
}
