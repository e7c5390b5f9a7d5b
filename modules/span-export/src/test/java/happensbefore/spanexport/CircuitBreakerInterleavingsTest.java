package happensbefore.spanexport;

import happensbefore.spanexport.CircuitBreaker.Call;
import happensbefore.spanexport.CircuitBreaker.Settings;
import happensbefore.spanexport.CircuitBreaker.State;
import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import happensbefore.testkit.Schedules;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A breaker that two threads ask and tell at once, in every order of one memory for all.
class CircuitBreakerInterleavingsTest {
    static final class Shared {
        volatile long now;
        final CircuitBreaker breaker =
                new CircuitBreaker(new Settings(2, Duration.ofNanos(10), Duration.ofNanos(10)), () -> now);
        volatile @Nullable Call one;
        volatile @Nullable Call other;

        Shared twoCalls() {
            one = breaker.tryCall();
            other = breaker.tryCall();
            return this;
        }

        Shared opened() {
            failed(breaker.tryCall());
            failed(breaker.tryCall());
            now = 10;
            return this;
        }

        Shared probing() {
            one = breaker.tryCall(); // stale
            opened();
            other = breaker.tryCall();
            return this;
        }

        void expect(State state) {
            Expect.equal(state, breaker.state(), "state");
        }
    }

    private static void failed(@Nullable Call call) {
        if (call != null) {
            call.failed();
        }
    }

    private static void succeeded(@Nullable Call call) {
        if (call != null) {
            call.succeeded();
        }
    }

    private static Schedules<Shared> on(Supplier<Shared> shared) {
        return Interleavings.on(shared).invocations(150);
    }

    @Test
    void noFailureIsLost() {
        on(() -> new Shared().twoCalls())
                .thread("one", shared -> failed(shared.one))
                .thread("other", shared -> failed(shared.other))
                .then(shared -> {
                    shared.expect(State.OPEN);
                    Expect.equal(1L, shared.breaker.openings(), "openings");
                })
                .check();
    }

    @Test
    void aFailureThatIsToldTwiceAtOnceIsOne() {
        on(() -> new Shared().twoCalls())
                .thread("timer", shared -> failed(shared.one))
                .thread("answer", shared -> failed(shared.one))
                .then(shared -> shared.expect(State.CLOSED))
                .check();
    }

    @Test
    void thereIsOneProbe() {
        on(() -> new Shared().opened())
                .thread("one", shared -> shared.one = shared.breaker.tryCall())
                .thread("other", shared -> shared.other = shared.breaker.tryCall())
                .then(shared -> {
                    Expect.that((shared.one == null) != (shared.other == null), "two probes, or none");
                    succeeded(shared.one);
                    succeeded(shared.other);
                    shared.expect(State.CLOSED);
                })
                .check();
    }

    @Test
    void aStaleFailureDoesNotMoveTheProbesResult() {
        on(() -> new Shared().probing())
                .thread("stale", shared -> failed(shared.one))
                .thread("probe", shared -> succeeded(shared.other))
                .then(shared -> shared.expect(State.CLOSED))
                .check();
    }

    @Test
    void aStaleSuccessDoesNotCloseIt() {
        on(() -> new Shared().probing())
                .thread("stale", shared -> succeeded(shared.one))
                .thread("probe", shared -> failed(shared.other))
                .then(shared -> shared.expect(State.OPEN))
                .check();
    }

    @Test
    void aProbeIsToldOnce() {
        on(() -> new Shared().probing())
                .thread("timer", shared -> failed(shared.other))
                .thread("answer", shared -> succeeded(shared.other))
                .then(shared -> Expect.that(shared.breaker.state() != State.HALF_OPEN, "nobody ends the probe"))
                .check();
    }
}
