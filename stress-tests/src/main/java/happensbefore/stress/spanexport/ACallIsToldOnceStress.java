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

/// The timer and the answer both say that one call has failed; two failures would open the breaker.
@JCStressTest
@Outcome(id = "CLOSED, 0", expect = ACCEPTABLE, desc = "One call has failed, once.")
@Outcome(expect = FORBIDDEN, desc = "One failure was counted twice.")
@State
public class ACallIsToldOnceStress {
    private static final Duration PAUSE = Duration.ofHours(1);

    private final CircuitBreaker breaker = new CircuitBreaker(new CircuitBreaker.Settings(2, PAUSE, PAUSE), () -> 0);
    private final Call call = Objects.requireNonNull(breaker.tryCall());

    @Actor
    public void timer() {
        call.failed();
    }

    @Actor
    public void answer() {
        call.failed();
    }

    @Arbiter
    public void look(LJ_Result r) {
        r.r1 = breaker.state();
        r.r2 = breaker.openings();
    }
}
