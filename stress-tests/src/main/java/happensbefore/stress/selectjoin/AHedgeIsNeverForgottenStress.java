package happensbefore.stress.selectjoin;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.selectjoin.Race;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// The first attempt succeeds, or fails, as the other actor says; it races with the owner, who begins to
/// wait for hours.
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The first attempt has won, and the hedge was never started.")
@Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "The first attempt has failed, and the hedge was started at once.")
@Outcome(expect = FORBIDDEN, desc = "A hedge was started beside a winner, or not after a failure.")
@State
public class AHedgeIsNeverForgottenStress {
    private static final Duration HOURS = Duration.ofHours(2);

    private final AtomicInteger hedges = new AtomicInteger();
    private volatile boolean broken;

    @Actor
    public void caller(II_Result r) {
        try {
            r.r1 = Race.hedged(List.of(this::first, this::hedge), HOURS);
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        r.r2 = hedges.get();
    }

    @Actor
    public void breaker() {
        broken = true;
    }

    private int first() throws Exception {
        if (broken) {
            throw new Exception("broken");
        }
        return 1;
    }

    private int hedge() {
        hedges.incrementAndGet();
        return 2;
    }
}
