package happensbefore.stress.spanexport;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.spanexport.CircuitBreaker;
import happensbefore.spanexport.CircuitBreaker.Call;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIL_Result;

/// The pause of an open breaker is over, and two callers ask at once.
@JCStressTest
@Outcome(
        id = {"1, 0, CLOSED", "0, 1, CLOSED"},
        expect = ACCEPTABLE,
        desc = "One got the probe, and its success closed the breaker.")
@Outcome(expect = FORBIDDEN, desc = "Two probed, or nobody, or the success was not heard.")
@State
public class OneCallerGetsTheProbeStress {
    private static final Duration PAUSE = Duration.ofNanos(10);

    private long now;
    private final CircuitBreaker breaker = new CircuitBreaker(new CircuitBreaker.Settings(1, PAUSE, PAUSE), () -> now);
    private @Nullable Call one;
    private @Nullable Call other;

    public OneCallerGetsTheProbeStress() {
        Call call = breaker.tryCall();
        if (call != null) {
            call.failed();
        }
        now = 10;
    }

    @Actor
    public void one(IIL_Result r) {
        one = breaker.tryCall();
        r.r1 = one == null ? 0 : 1;
    }

    @Actor
    public void other(IIL_Result r) {
        other = breaker.tryCall();
        r.r2 = other == null ? 0 : 1;
    }

    @Arbiter
    public void end(IIL_Result r) {
        Call probe = one == null ? other : one;
        if (probe != null) {
            probe.succeeded();
        }
        r.r3 = breaker.state();
    }
}
