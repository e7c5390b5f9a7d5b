package happensbefore.exercises.lookthensleep;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import happensbefore.testkit.Schedules;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class InboxInterleaveTest {
    private static final int ENOUGH = 100;

    /// The consumer sleeps, and nobody is left who could wake it.
    private static final class Asleep extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static final class Shared implements Inbox.Signals {
        final Inbox<Integer> inbox = new Inbox<>(0, this);
        final AtomicInteger putting;
        volatile boolean woken;
        volatile int taken;

        Shared(int producers) {
            putting = new AtomicInteger(producers);
        }

        void put(int... items) {
            for (int item : items) {
                inbox.put(item);
            }
            putting.decrementAndGet();
        }

        @Override
        public void pause() {}

        @Override
        public void sleep() {
            while (!woken) {
                if (putting.get() == 0 && !woken) {
                    throw new Asleep();
                }
                Thread.onSpinWait();
            }
            woken = false;
        }

        @Override
        public void wake(Thread sleeper) {
            woken = true;
        }

        void takeTwo() throws InterruptedException {
            try {
                while (taken < 2) {
                    inbox.take();
                    taken++;
                }
            } catch (Asleep e) {
                // taken tells
            }
        }

        void expectBothTaken() {
            Expect.equal(2, taken, "items taken, of two that were put; else the consumer sleeps on");
        }
    }

    private static Schedules<Shared> scenario(int producers) {
        return Interleavings.on(() -> new Shared(producers)).invocations(ENOUGH);
    }

    @Test
    void noItemOfOneProducerIsLeftBesideASleeper() {
        scenario(1)
                .thread("puts two", shared -> shared.put(1, 2))
                .thread("takes", Shared::takeTwo)
                .then(Shared::expectBothTaken)
                .check();
    }

    @Test
    void noItemOfTwoProducersIsLeftBesideASleeper() {
        scenario(2)
                .thread("puts", shared -> shared.put(1))
                .thread("puts too", shared -> shared.put(2))
                .thread("takes", Shared::takeTwo)
                .then(Shared::expectBothTaken)
                .check();
    }
}
