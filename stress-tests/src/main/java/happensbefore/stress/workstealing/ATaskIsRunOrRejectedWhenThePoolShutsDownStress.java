package happensbefore.stress.workstealing;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.workstealing.WorkStealingPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// A task comes while another thread shuts the pool down.
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The task was accepted, and has run before the pool ended.")
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "The task was rejected, and never ran.")
@Outcome(id = "1, 0", expect = FORBIDDEN, desc = "The task was accepted, and the pool ended without it.")
@Outcome(expect = FORBIDDEN, desc = "A task that was rejected has run, or the pool never ended.")
@State
public class ATaskIsRunOrRejectedWhenThePoolShutsDownStress {
    private final WorkStealingPool pool = Pools.small();
    private final AtomicInteger runs = new AtomicInteger();

    @Actor
    public void submitter(II_Result r) {
        try {
            pool.execute(runs::incrementAndGet);
            r.r1 = 1;
        } catch (RejectedExecutionException e) {
            r.r1 = 0;
        }
    }

    @Actor
    public void ender() {
        pool.shutdown();
    }

    @Arbiter
    public void verdict(II_Result r) {
        r.r2 = Pools.hasEnded(pool) ? runs.get() : -1;
    }
}
