package happensbefore.selectjoin;

import happensbefore.selectjoin.CancellationToken.Registration;
import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Registering, closing and cancelling at the same time, at two levels.
class CancellationTokenInterleavingsTest {
    private static final class Family {
        final CancellationToken parent = new CancellationToken();
        final CancellationToken child = parent.child();
        final AtomicInteger runs = new AtomicInteger();
        final Registration early = child.onCancel(runs::incrementAndGet);

        void register() {
            child.onCancel(runs::incrementAndGet);
        }

        void expectRuns(int expected) {
            Expect.equal(expected, runs.get(), "runs of callbacks");
        }
    }

    @Test
    void aCallbackThatIsRegisteredWhileTheParentIsCancelledRunsOnce() {
        Interleavings.on(Family::new)
                .invocations(60)
                .thread("canceller", family -> family.parent.cancel())
                .thread("registrar", Family::register)
                .then(family -> family.expectRuns(2))
                .check();
    }

    @Test
    void twoCancellersRunACallbackOnce() {
        Interleavings.on(Family::new)
                .invocations(60)
                .thread("of the parent", family -> family.parent.cancel())
                .thread("of the child", family -> family.child.cancel())
                .then(family -> family.expectRuns(1))
                .check();
    }

    @Test
    void afterCloseACallbackHasRunOrNeverWill() {
        Interleavings.on(Family::new)
                .invocations(60)
                .thread("canceller", family -> family.parent.cancel())
                .thread("closer", family -> {
                    family.early.close();
                    int before = family.runs.get();
                    family.child.isCancelled();
                    Expect.equal(before, family.runs.get(), "runs after close");
                })
                .then(family -> Expect.equal(0, family.parent.registered(), "callbacks that are left"))
                .check();
    }

    @Test
    void theLastCloseAndTheNextRegistrationLoseNothing() {
        Interleavings.on(Family::new)
                .invocations(60)
                .thread("closer", family -> family.early.close())
                .thread("registrar", Family::register)
                .then(family -> {
                    family.parent.cancel();
                    family.expectRuns(1);
                })
                .check();
    }
}
