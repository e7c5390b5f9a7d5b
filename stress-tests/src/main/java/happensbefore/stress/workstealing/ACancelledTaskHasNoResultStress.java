package happensbefore.stress.workstealing;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.workstealing.Fork;
import happensbefore.workstealing.WorkStealingPool;
import java.util.concurrent.CancellationException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// One thread waits for a task that another one cancels, while a worker runs it.
@JCStressTest
@Outcome(id = "1, -1", expect = ACCEPTABLE, desc = "It was cancelled, and who waited was told so.")
@Outcome(id = "0, 9", expect = ACCEPTABLE, desc = "It had ended before, and who waited has the result.")
@Outcome(expect = FORBIDDEN, desc = "The two threads were told different ends.")
@State
public class ACancelledTaskHasNoResultStress {
    private static final WorkStealingPool POOL = new WorkStealingPool(2);

    private final Fork<Integer> task = POOL.fork(() -> 9);

    @Actor
    public void canceller(II_Result r) {
        r.r1 = task.cancel(true) ? 1 : 0;
    }

    @Actor
    public void joiner(II_Result r) {
        try {
            r.r2 = task.join();
        } catch (CancellationException e) {
            r.r2 = -1;
        }
    }
}
