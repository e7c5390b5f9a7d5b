package happensbefore.otlpsystem;

import static happensbefore.testkit.Interleavings.op;

import happensbefore.testkit.Interleavings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BooksInterleavingsTest {
    private static final int ITEMS = 2;

    /// A gateway of one shipment, and the stages that may have it.
    public static class OneShipment {
        private final Books books = new Books();
        private boolean atNextStage; // guarded by this

        public boolean take() {
            return books.accept(ITEMS, this::handOver);
        }

        private synchronized boolean handOver() {
            atNextStage = true;
            return true;
        }

        private synchronized boolean pick() {
            boolean there = atNextStage;
            atNextStage = false;
            return there;
        }

        /// The next stage, which drops one item and sends the other on.
        public boolean forward() {
            boolean there = pick();
            if (there) {
                books.dropped("sampled_out", 1);
                books.handed(1);
                books.settled(1, 1, "");
            }
            return there;
        }

        public void close() {
            books.close();
        }

        /// Whether all is accounted for, and nothing is less than nothing.
        public boolean adds() {
            Account now = books.account();
            return now.missing() == 0 && now.queued() >= 0 && now.inFlight() >= 0;
        }
    }

    /// What is right to see, whatever comes first.
    public static class Right {
        private boolean there;
        private boolean closed;

        public boolean take() {
            there |= !closed;
            return !closed;
        }

        public boolean forward() {
            boolean was = there;
            there = false;
            return was;
        }

        public void close() {
            closed = true;
        }

        public boolean adds() {
            return true;
        }
    }

    @Test
    void everySampleAddsUp() {
        Interleavings.of(OneShipment.class)
                .specifiedBy(Right.class)
                .thread(op("take"))
                .thread(op("forward"))
                .thread(op("adds"), op("adds"))
                .post("adds")
                .invocations(300)
                .check();
    }

    @Test
    void afterTheCloseNothingIsTaken() {
        Interleavings.of(OneShipment.class)
                .specifiedBy(Right.class)
                .thread(op("take"), op("forward"))
                .thread(op("close"), op("take"))
                .post("adds")
                .invocations(300)
                .check();
    }
}
