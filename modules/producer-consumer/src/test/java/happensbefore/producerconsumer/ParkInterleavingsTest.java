package happensbefore.producerconsumer;

import happensbefore.producerconsumer.ParkedThreads.Waiter;
import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The steps around parking, in every order of one memory for all: nobody would fall asleep over a change.
///
/// The checker lets `park` return for no reason, so it would never see a thread sleep on. Asked is therefore what a
/// sleeper would know: was it chosen, or did it see the change? That a processor keeps the order is a stress test's.
class ParkInterleavingsTest {
    static final class Shared {
        final ParkedThreads parked = new ParkedThreads();
        final AtomicInteger items = new AtomicInteger();
        volatile boolean sleeps;
        volatile boolean otherSleeps;
        volatile int taken;

        void put() {
            items.incrementAndGet();
            parked.signal();
        }

        /// The steps of a wait up to the point where the thread would park.
        boolean wouldSleep() {
            Waiter self = parked.enter();
            boolean ready = items.get() > 0;
            if (self.chosen() || ready) {
                parked.leave(self, true);
                return false;
            }
            return true;
        }
    }

    /// Two that have looked and found nothing.
    static final class TwoAsleep {
        final ParkedThreads parked = new ParkedThreads();
        final Waiter first = parked.enter();
        final Waiter second = parked.enter();
    }

    @Test
    void aWaiterSeesTheItemOrTheProducerSeesTheWaiter() {
        Interleavings.on(Shared::new)
                .invocations(100)
                .thread("producer", Shared::put)
                .thread("consumer", shared -> shared.sleeps = shared.wouldSleep())
                .then(shared ->
                        Expect.that(!shared.sleeps || shared.parked.waiting() == 0, "it sleeps, and the item is there"))
                .check();
    }

    @Test
    void twoItemsWakeTwoWaiters() {
        Interleavings.on(Shared::new)
                .invocations(80)
                .thread("producer", shared -> {
                    shared.put();
                    shared.put();
                })
                .thread("one", shared -> shared.sleeps = shared.wouldSleep())
                .thread("other", shared -> shared.otherSleeps = shared.wouldSleep())
                .then(shared -> Expect.equal(0, shared.parked.waiting(), "waiters that nobody has chosen"))
                .check();
    }

    @Test
    void whoGivesUpTakesNoWakeUpAway() {
        Interleavings.on(TwoAsleep::new)
                .invocations(50)
                .thread("producer", shared -> shared.parked.signal())
                .thread("gives up", shared -> shared.parked.leave(shared.first, false))
                .then(shared -> Expect.that(shared.second.chosen(), "The other one sleeps on, beside an item"))
                .check();
    }
}
