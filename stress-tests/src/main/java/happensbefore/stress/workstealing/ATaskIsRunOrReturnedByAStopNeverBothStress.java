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

/// Four tasks come, and are taken in batches, while another thread stops the pool.
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "No task was accepted.")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "One was accepted, and was run or returned.")
@Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "Two were accepted, and each was run or returned.")
@Outcome(id = "3, 3", expect = ACCEPTABLE, desc = "Three were accepted, and each was run or returned.")
@Outcome(id = "4, 4", expect = ACCEPTABLE, desc = "All were accepted, and each was run or returned.")
@Outcome(expect = FORBIDDEN, desc = "A task was run and returned, or neither, or the pool never ended.")
@State
public class ATaskIsRunOrReturnedByAStopNeverBothStress {
    private static final int TASKS = 4;

    private final WorkStealingPool pool = Pools.small();
    private final AtomicInteger runs = new AtomicInteger();
    private int returned;

    @Actor
    public void submitter(II_Result r) {
        try {
            for (int i = 0; i < TASKS; i++) {
                pool.execute(runs::incrementAndGet);
                r.r1++;
            }
        } catch (RejectedExecutionException e) {
            // the count tells
        }
    }

    @Actor
    public void stopper() {
        returned = pool.shutdownNow().size();
    }

    @Arbiter
    public void verdict(II_Result r) {
        r.r2 = Pools.hasEnded(pool) ? runs.get() + returned : -1;
    }
}
