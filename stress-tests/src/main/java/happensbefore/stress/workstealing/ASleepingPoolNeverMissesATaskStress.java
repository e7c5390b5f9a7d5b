package happensbefore.stress.workstealing;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.workstealing.WorkStealingPool;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Two threads give a task each to a pool whose workers are lying down or asleep. One that is missed hangs.
@JCStressTest
@Outcome(id = "3, 4", expect = ACCEPTABLE, desc = "Both tasks have run, and saw what was written before.")
@Outcome(expect = FORBIDDEN, desc = "A task did not see what its submitter had written.")
@State
public class ASleepingPoolNeverMissesATaskStress {
    private static final WorkStealingPool POOL = new WorkStealingPool(2);

    private int first;
    private int second;

    @Actor
    public void first(II_Result r) {
        first = 2;
        r.r1 = result(() -> first + 1);
    }

    @Actor
    public void second(II_Result r) {
        second = 3;
        r.r2 = result(() -> second + 1);
    }

    private static int result(Callable<Integer> task) {
        try {
            return POOL.submit(task).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
