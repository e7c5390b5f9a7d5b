package happensbefore.stress.tasks;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.tasks.BoundedFanOut;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Two callers run six tasks each, at most two in flight, and each task notes how many there are.
@JCStressTest
@Outcome(id = "[12], [12]", expect = ACCEPTABLE, desc = "Neither caller ever had more than two tasks in flight.")
@Outcome(expect = FORBIDDEN, desc = "More than two tasks of one caller were in flight, or a result was lost.")
@State
public class ABoundedFanOutNeverExceedsItsLimitStress {
    private final BoundedFanOut fanOut = new BoundedFanOut(2);

    @Actor
    public void one(II_Result r) {
        r.r1 = peak();
    }

    @Actor
    public void other(II_Result r) {
        r.r2 = peak();
    }

    private int peak() {
        AtomicInteger inFlight = new AtomicInteger();
        Callable<Integer> task = () -> {
            int now = inFlight.incrementAndGet();
            Thread.yield();
            inFlight.decrementAndGet();
            return now;
        };
        try {
            List<Integer> seen = fanOut.all(Collections.nCopies(6, task));
            return seen.size() == 6 ? Collections.max(seen) : -1;
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
