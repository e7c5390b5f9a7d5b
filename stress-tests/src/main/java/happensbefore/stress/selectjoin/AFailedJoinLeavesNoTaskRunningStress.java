package happensbefore.stress.selectjoin;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.selectjoin.Join;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// One task fails when the other actor says so, while the tasks beside it begin or already wait.
@JCStressTest
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The failure was told, and no task was running any more.")
@Outcome(id = "[12], 1", expect = FORBIDDEN, desc = "The failure was told while a task was still running.")
@Outcome(id = ".*, 0", expect = FORBIDDEN, desc = "The failure was not told.")
@State
public class AFailedJoinLeavesNoTaskRunningStress {
    private final AtomicInteger running = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);
    private volatile boolean fail;

    @Actor
    public void caller(II_Result r) {
        Callable<Integer> waiting = this::waitForever;
        try {
            Join.allOrCancel(waiting, this::failWhenTold, waiting);
        } catch (ExecutionException e) {
            r.r2 = 1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        r.r1 = running.get();
    }

    @Actor
    public void teller() {
        fail = true;
    }

    private int waitForever() throws InterruptedException {
        running.incrementAndGet();
        try {
            never.await();
            return 0;
        } finally {
            running.decrementAndGet();
        }
    }

    private String failWhenTold() throws Exception {
        while (!fail) {
            Thread.yield();
        }
        throw new Exception("told to fail");
    }
}
