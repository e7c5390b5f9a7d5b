package happensbefore.stress.spanexport;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.spanexport.CircuitBreaker;
import happensbefore.spanexport.CircuitBreaker.Call;
import java.time.Duration;
import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LJ_Result;

/// Two calls fail at once, and two failures open the breaker.
@JCStressTest
@Outcome(id = "OPEN, 1", expect = ACCEPTABLE, desc = "Both failures were counted; it has opened once.")
@Outcome(expect = FORBIDDEN, desc = "A failure was lost, or it has opened twice.")
@State
public class NoFailureIsLostToABreakerStress {
    private static final Duration PAUSE = Duration.ofHours(1);

    private final CircuitBreaker breaker = new CircuitBreaker(new CircuitBreaker.Settings(2, PAUSE, PAUSE), () -> 0);
    private final Call one = Objects.requireNonNull(breaker.tryCall());
    private final Call other = Objects.requireNonNull(breaker.tryCall());

    @Actor
    public void one() {
        one.failed();
    }

    @Actor
    public void other() {
        other.failed();
    }

    @Arbiter
    public void look(LJ_Result r) {
        r.r1 = breaker.state();
        r.r2 = breaker.openings();
    }
}
