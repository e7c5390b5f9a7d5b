package happensbefore.stress.tasks;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.tasks.BoundedFanOut;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// The first of many tasks fails when the other actor says so; one place is left for the rest to pass through.
@JCStressTest
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The failure was told, and the tasks had stopped at that moment.")
@Outcome(expect = FORBIDDEN, desc = "A task ran after the call had returned, or the failure was not told.")
@State
public class NothingBeginsAfterABoundedFanOutHasFailedStress {
    private final AtomicInteger steps = new AtomicInteger();
    private volatile boolean fail;

    @Actor
    public void caller(II_Result r) {
        List<Callable<Integer>> tasks = new ArrayList<>();
        tasks.add(() -> {
            while (!fail) {
                Thread.yield();
            }
            throw new Exception("told to fail");
        });
        for (int i = 0; i < 50; i++) {
            tasks.add(() -> {
                Thread.yield(); // so that some are in flight when the call returns, if it returns too early
                return steps.incrementAndGet();
            });
        }
        try {
            new BoundedFanOut(2).all(tasks);
        } catch (ExecutionException e) {
            r.r2 = 1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        int atReturn = steps.get();
        for (int i = 0; i < 10; i++) {
            Thread.yield();
        }
        r.r1 = steps.get() - atReturn;
    }

    @Actor
    public void teller() {
        fail = true;
    }
}
