package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.otlp.LinkedWorkQueue;
import io.opentelemetry.api.OpenTelemetry;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// Two threads offer to a [LinkedWorkQueue] and process from it; what is counted is compared with what happened.
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "All work was done and counted.")
@Outcome(id = "false, .*", expect = FORBIDDEN, desc = "Work was not done, or was done twice.")
@Outcome(id = "true, false", expect = FORBIDDEN, desc = "Work was done and not counted.")
@State
public class ATracedQueueLosesNoCountStress {
    private static final int EACH = 32;

    private final LinkedWorkQueue<Integer> queue = new LinkedWorkQueue<>(OpenTelemetry.noop(), "stress");
    private long first; // a bit for each item
    private long second;

    @Actor
    public void first() {
        for (int item = 0; item < EACH; item++) {
            queue.offer(item);
            queue.process(taken -> first |= 1L << taken);
        }
    }

    @Actor
    public void second() {
        for (int item = EACH; item < 2 * EACH; item++) {
            queue.offer(item);
            queue.process(taken -> second |= 1L << taken);
        }
    }

    @Arbiter
    public void counts(ZZ_Result r) {
        LinkedWorkQueue.Counts counts = queue.counts();
        r.r1 = (first & second) == 0 && (first | second) == -1;
        r.r2 = counts.offered() == 2 * EACH && counts.taken() == 2 * EACH;
    }
}
