package happensbefore.exercises.lastword;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class ProgressInterleaveTest {
    private static final class Shared {
        final Progress progress = new Progress();

        /// Not reached yet is a right answer; never is not.
        void ask() throws InterruptedException {
            try {
                Expect.that(
                        progress.awaitAtLeast(1, Duration.ZERO),
                        "The last word was 1, before the end, and it was missed");
            } catch (TimeoutException e) {
                Expect.that(e.getMessage() != null, "A timeout says what was waited for");
            }
        }
    }

    @Test
    void theLastWordIsNotMissed() {
        Interleavings.on(Shared::new)
                .invocations(100)
                .thread("asks", Shared::ask)
                .thread("reports", shared -> {
                    shared.progress.report(1);
                    shared.progress.finish();
                })
                .then(shared -> Expect.that(
                        shared.progress.awaitAtLeast(1, Duration.ZERO), "The last word was 1, and 1 is done"))
                .check();
    }

    @Test
    void progressNeverGoesBack() {
        Interleavings.on(Shared::new)
                .invocations(100)
                .thread("quick", shared -> shared.progress.report(5))
                .thread("slow", shared -> shared.progress.report(3))
                .then(shared -> Expect.equal(5L, shared.progress.done(), "done, after reports of 5 and of 3"))
                .check();
    }
}
