package happensbefore.stress.tasks;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.tasks.FanOut;
import java.util.List;
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
public class AFailedFanOutLeavesNoTaskRunningStress {
    private final AtomicInteger running = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);
    private volatile boolean fail;

    @Actor
    public void caller(II_Result r) {
        try {
            FanOut.all(List.of(this::waitForever, this::failWhenTold, this::waitForever));
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

    private int failWhenTold() throws Exception {
        while (!fail) {
            Thread.yield();
        }
        throw new Exception("told to fail");
    }
}
