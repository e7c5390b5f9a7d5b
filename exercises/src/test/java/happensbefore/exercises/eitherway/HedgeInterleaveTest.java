package happensbefore.exercises.eitherway;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class HedgeInterleaveTest {
    private static final int ENOUGH = 300;

    private static final class Shared {
        final AtomicInteger begun = new AtomicInteger();
        final AtomicInteger yes = new AtomicInteger();
        final AtomicInteger no = new AtomicInteger();
        final Hedge hedge = new Hedge(begun::incrementAndGet, delivered -> (delivered ? yes : no).incrementAndGet());

        Shared hedged() {
            hedge.timeIsOver();
            return this;
        }

        void expect(int delivered, int lost) {
            Expect.equal(1, begun.get(), "how often the fallback has begun");
            Expect.equal(delivered, yes.get(), "how often it was told as delivered");
            Expect.equal(lost, no.get(), "how often it was told as lost");
        }
    }

    @Test
    void theTimerAndTheLossBeginOneFallback() {
        Interleavings.on(Shared::new)
                .invocations(ENOUGH)
                .thread("primary", shared -> shared.hedge.primary(false))
                .thread("timer", shared -> shared.hedge.timeIsOver())
                .then(shared -> shared.expect(0, 0))
                .check();
    }

    @Test
    void twoDeliveriesMakeOneAnswer() {
        Interleavings.on(() -> new Shared().hedged())
                .invocations(ENOUGH)
                .thread("primary", shared -> shared.hedge.primary(true))
                .thread("fallback", shared -> shared.hedge.fallback(true))
                .then(shared -> shared.expect(1, 0))
                .check();
    }

    @Test
    void twoLossesMakeOneAnswer() {
        Interleavings.on(() -> new Shared().hedged())
                .invocations(ENOUGH)
                .thread("primary", shared -> shared.hedge.primary(false))
                .thread("fallback", shared -> shared.hedge.fallback(false))
                .then(shared -> shared.expect(0, 1))
                .check();
    }

    @Test
    void aLossDoesNotHideADelivery() {
        Interleavings.on(() -> new Shared().hedged())
                .invocations(ENOUGH)
                .thread("primary", shared -> shared.hedge.primary(true))
                .thread("fallback", shared -> shared.hedge.fallback(false))
                .then(shared -> shared.expect(1, 0))
                .check();
    }
}
