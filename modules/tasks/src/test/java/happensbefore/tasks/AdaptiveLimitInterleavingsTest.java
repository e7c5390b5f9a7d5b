package happensbefore.tasks;

import happensbefore.tasks.AdaptiveLimit.Permit;
import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/// The waiting, on platform threads: the model checker does not follow virtual ones.
class AdaptiveLimitInterleavingsTest {
    private static final class Shared {
        final AdaptiveLimit limit = new AdaptiveLimit(new Gradient(1, 1, 1, 2), () -> 0);
        int inside;
        int passed;

        void pass() throws InterruptedException {
            try (Permit _ = limit.acquire()) {
                Expect.equal(0, inside, "others that have the only permit");
                inside++;
                passed++;
                inside--;
            }
        }
    }

    @Test
    void theOnlyPermitIsWithOneThreadAndEveryoneGetsIt() {
        Interleavings.on(Shared::new)
                .invocations(150)
                .thread("one", Shared::pass)
                .thread("other", Shared::pass)
                .then(shared -> {
                    Expect.equal(2, shared.passed, "threads that had the permit");
                    Expect.equal(new AdaptiveLimit.Snapshot(1, 0, 0, 2, 0, 0), shared.limit.snapshot(), "what is left");
                })
                .check();
    }

    @Test
    void nobodyBargesPastAWaiterAndEveryRefusalIsCounted() {
        Interleavings.on(Shared::new)
                .invocations(150)
                .thread("waits", Shared::pass)
                .thread("tries", shared -> {
                    shared.limit.tryAcquire().ifPresent(Permit::close);
                    shared.limit.tryAcquire().ifPresent(Permit::close);
                })
                .then(shared -> {
                    AdaptiveLimit.Snapshot end = shared.limit.snapshot();
                    Expect.equal(3L, end.acquired() + end.rejected(), "calls that were granted or refused");
                    Expect.equal(0, end.inFlight(), "permits that were not given back");
                })
                .check();
    }

    private static final class Held {
        final AdaptiveLimit limit = new AdaptiveLimit(new Gradient(1, 1, 1, 2), () -> 0);
        final Permit held = limit.tryAcquire().orElseThrow();

        void ask() throws InterruptedException {
            try {
                limit.acquire(Duration.ZERO).close();
            } catch (TimeoutException e) {
                Expect.that(limit.snapshot().rejected() == 1, "a refusal was not counted");
            }
        }
    }

    @Test
    void aPermitIsNotLostWhenItIsGrantedAsTheTimeEnds() {
        Interleavings.on(Held::new)
                .invocations(150)
                .thread("releases", shared -> shared.held.close())
                .thread("asks", Held::ask)
                .then(shared -> Expect.equal(0, shared.limit.snapshot().inFlight(), "permits that were not given back"))
                .check();
    }
}
