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
import org.openjdk.jcstress.infra.results.L_Result;

/// A call from before the breaker opened succeeds, while the probe fails.
@JCStressTest
@Outcome(id = "OPEN", expect = ACCEPTABLE, desc = "The probe has decided.")
@Outcome(expect = FORBIDDEN, desc = "A call that says nothing about the backend now has closed the breaker.")
@State
public class AStaleResultNeverDecidesForTheProbeStress {
    private static final Duration PAUSE = Duration.ofNanos(10);

    private long now;
    private final CircuitBreaker breaker = new CircuitBreaker(new CircuitBreaker.Settings(1, PAUSE, PAUSE), () -> now);
    private final Call stale = Objects.requireNonNull(breaker.tryCall());
    private final Call probe;

    public AStaleResultNeverDecidesForTheProbeStress() {
        Objects.requireNonNull(breaker.tryCall()).failed();
        now = 10;
        probe = Objects.requireNonNull(breaker.tryCall());
    }

    @Actor
    public void stale() {
        stale.succeeded();
    }

    @Actor
    public void probe() {
        probe.failed();
    }

    @Arbiter
    public void look(L_Result r) {
        r.r1 = breaker.state();
    }
}
