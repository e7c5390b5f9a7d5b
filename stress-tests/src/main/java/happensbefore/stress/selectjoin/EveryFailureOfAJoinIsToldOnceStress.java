package happensbefore.stress.selectjoin;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.selectjoin.Join;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Three tasks fail at the same time; the other actor lets them go.
@JCStressTest
@Outcome(
        id = "3, [123]",
        expect = ACCEPTABLE,
        desc = "All that failed were told: three when none is cancelled, at least one when the first cancels.")
@Outcome(expect = FORBIDDEN, desc = "A failure was lost or told twice.")
@State
public class EveryFailureOfAJoinIsToldOnceStress {
    private volatile boolean fail;

    private final List<Callable<Integer>> tasks =
            List.of(() -> failing("one"), () -> failing("two"), () -> failing("three"));

    private int failing(String message) throws Exception {
        while (!fail) {
            Thread.yield();
        }
        throw new Exception(message);
    }

    @Actor
    public void caller(II_Result r) {
        r.r1 = told(() -> Join.all(tasks));
        r.r2 = told(() -> Join.allOrCancel(tasks));
    }

    @Actor
    public void teller() {
        fail = true;
    }

    private static int told(Callable<List<Integer>> join) {
        try {
            return join.call().size() - 100;
        } catch (ExecutionException e) {
            return 1 + Objects.requireNonNull(e.getCause()).getSuppressed().length;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
