package happensbefore.exercises.bytebudget;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class ByteBudgetInterleaveTest {
    private static final class Shared {
        final ByteBudget budget = new ByteBudget(10);
        volatile boolean first;
        volatile boolean second;

        Shared(long taken) {
            if (taken > 0) {
                take(taken);
            }
        }

        boolean take(long bytes) {
            try {
                return budget.tryAcquire(bytes, Duration.ZERO);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        void takeAndGiveBack(long bytes) {
            if (take(bytes)) {
                budget.release(bytes);
            }
        }
    }

    @Test
    void noByteIsTakenTwice() {
        Interleavings.on(() -> new Shared(0))
                .invocations(100)
                .thread("one", shared -> shared.first = shared.take(6))
                .thread("other", shared -> shared.second = shared.take(6))
                .then(shared -> {
                    Expect.that(shared.first != shared.second, "Of 10 bytes, two requests for 6 were served, or none");
                    Expect.equal(4L, shared.budget.available(), "bytes that are free in the end");
                })
                .check();
    }

    @Test
    void noByteIsLostWhenARequestIsServedAsItsTimeEnds() {
        Interleavings.on(() -> new Shared(10))
                .invocations(100)
                .thread("gives back", shared -> shared.budget.release(10))
                .thread("asks", shared -> shared.takeAndGiveBack(6))
                .then(shared -> Expect.equal(10L, shared.budget.available(), "bytes that are free in the end"))
                .check();
    }
}
