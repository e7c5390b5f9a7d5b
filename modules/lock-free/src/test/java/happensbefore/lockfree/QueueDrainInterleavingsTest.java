package happensbefore.lockfree;

import static happensbefore.testkit.Interleavings.op;
import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.testkit.Interleavings;
import org.junit.jupiter.api.Test;

/// A queue that says it is drained has said its last word, in every order of an offer and a shutdown.
class QueueDrainInterleavingsTest {
    /// Schedules to try: the broken variant falls within these.
    private static final int ENOUGH = 200;

    /// One offer and one shutdown.
    public static class Draining {
        private final CountedQueue<Integer> queue = new CountedQueue<>(new MpmcRingQueue<>(2));
        private volatile boolean accepted;
        private volatile boolean drained;

        public void offer() {
            accepted = queue.offer(1);
        }

        public void shutDown() {
            queue.shutdown();
            drained = queue.isDrained();
        }

        public boolean leftBehind() {
            return drained && accepted;
        }

        public long counted() {
            CountedQueue.Counts counts = queue.counts();
            return counts.droppedShutdown() + counts.queued();
        }
    }

    /// Looks whether it is shut down before it counts itself: the one order that does not work.
    public static class BrokenCountAfterCheck {
        private volatile boolean shutdown;
        private volatile int underWay;
        private volatile boolean accepted;
        private volatile boolean drained;

        public void offer() {
            if (!shutdown) {
                underWay = 1;
                accepted = true;
            }
        }

        public void shutDown() {
            shutdown = true;
            drained = underWay == 0;
        }

        public boolean leftBehind() {
            return drained && accepted;
        }
    }

    @Test
    void aDrainedQueueStaysEmpty() {
        Interleavings.of(Draining.class)
                .thread(op("offer"))
                .thread(op("shutDown"))
                .post("leftBehind")
                .post("counted")
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void findsTheOfferThatCountsItselfTooLate() {
        assertThat(Interleavings.of(BrokenCountAfterCheck.class)
                        .thread(op("offer"))
                        .thread(op("shutDown"))
                        .post("leftBehind")
                        .invocations(ENOUGH)
                        .findsBug())
                .hasMessageContaining("leftBehind");
    }
}
