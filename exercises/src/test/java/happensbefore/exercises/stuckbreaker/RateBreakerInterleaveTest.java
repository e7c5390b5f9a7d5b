package happensbefore.exercises.stuckbreaker;

import happensbefore.exercises.stuckbreaker.RateBreaker.Permit;
import happensbefore.exercises.stuckbreaker.RateBreaker.State;
import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class RateBreakerInterleaveTest {
    private static final int ENOUGH = 200;

    private static final class Shared {
        volatile long now;
        final RateBreaker breaker = new RateBreaker(4, 2, 1, 10, () -> now);
        volatile @Nullable Permit one;
        volatile @Nullable Permit other;

        Permit call() {
            return Objects.requireNonNull(breaker.tryCall());
        }

        Shared calling() {
            one = call();
            other = call();
            return this;
        }

        Shared due() {
            call().failed();
            call().failed();
            now = 10;
            return this;
        }
    }

    private static void failed(@Nullable Permit permit) {
        if (permit != null) {
            permit.failed();
        }
    }

    @Test
    void noResultIsLost() {
        Interleavings.on(() -> new Shared().calling())
                .invocations(ENOUGH)
                .thread("one", shared -> failed(shared.one))
                .thread("other", shared -> failed(shared.other))
                .then(shared -> Expect.equal(State.OPEN, shared.breaker.state(), "after two failures"))
                .check();
    }

    @Test
    void theLastPlaceIsGivenOnce() {
        Interleavings.on(() -> new Shared().due())
                .invocations(ENOUGH)
                .thread("one", shared -> shared.one = shared.breaker.tryCall())
                .thread("other", shared -> shared.other = shared.breaker.tryCall())
                .then(shared -> Expect.that(
                        (shared.one == null) != (shared.other == null),
                        "Two have the place of one probe, or nobody has"))
                .check();
    }

    @Test
    void aProbeIsToldOnce() {
        Interleavings.on(() -> {
                    Shared shared = new Shared().due();
                    shared.one = shared.call();
                    return shared;
                })
                .invocations(ENOUGH)
                .thread("timer", shared -> failed(shared.one))
                .thread("answer", shared -> Objects.requireNonNull(shared.one).succeeded())
                .then(shared -> Expect.that(
                        shared.breaker.state() != State.HALF_OPEN, "The probe has ended, and nobody noticed"))
                .check();
    }
}
