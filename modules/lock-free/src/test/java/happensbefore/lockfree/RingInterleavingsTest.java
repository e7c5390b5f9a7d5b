package happensbefore.lockfree;

import static happensbefore.testkit.Interleavings.op;

import happensbefore.testkit.Interleavings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Every order of a few operations on the rings, full and empty, gives what some sequential order gives.
class RingInterleavingsTest {
    /// Schedules to try: within these, each ring of [BrokenRingsTest] is found broken.
    static final int ENOUGH = 200;

    /// A ring for two, many to many.
    public static class Mpmc {
        private final MpmcRingQueue<Integer> ring = new MpmcRingQueue<>(2);

        public boolean offer(int item) {
            return ring.offer(item);
        }

        public @Nullable Integer poll() {
            return ring.poll();
        }

        public @Nullable Integer peek() {
            return ring.peek();
        }

        public int size() {
            return ring.size();
        }
    }

    /// A ring for two, one to one.
    public static class Spsc {
        private final SpscRingQueue<Integer> ring = new SpscRingQueue<>(2);

        public boolean offer(int item) {
            return ring.offer(item);
        }

        public @Nullable Integer poll() {
            return ring.poll();
        }

        public @Nullable Integer peek() {
            return ring.peek();
        }
    }

    /// A ring for eight, one to one, so that the producer looks two slots ahead.
    public static class SpscForEight {
        private final SpscRingQueue<Integer> ring = new SpscRingQueue<>(8);

        public boolean offer(int item) {
            return ring.offer(item);
        }

        public @Nullable Integer poll() {
            return ring.poll();
        }
    }

    @Test
    void mpmcOffersNeverShareASlot() {
        Interleavings.of(Mpmc.class)
                .thread(op("offer", 1))
                .thread(op("offer", 2), op("poll"))
                .post("poll")
                .post("poll")
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void mpmcPollsNeverShareAnItem() {
        Interleavings.of(Mpmc.class)
                .init("offer", 1)
                .thread(op("poll"))
                .thread(op("poll"), op("offer", 2))
                .post("poll")
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void mpmcIsFullOnlyWhenItIs() {
        Interleavings.of(Mpmc.class)
                .init("offer", 1)
                .init("offer", 2)
                .thread(op("poll"), op("poll"))
                .thread(op("offer", 3), op("offer", 4))
                .post("poll")
                .post("poll")
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void mpmcIsEmptyOnlyWhenItIs() {
        Interleavings.of(Mpmc.class)
                .thread(op("offer", 1))
                .thread(op("offer", 2), op("poll"), op("poll"))
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void mpmcPeeksAtTheOldest() {
        Interleavings.of(Mpmc.class)
                .init("offer", 1)
                .thread(op("poll"), op("offer", 2))
                .thread(op("peek"), op("peek"))
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void mpmcSizeIsOfOneMoment() {
        Interleavings.of(Mpmc.class)
                .init("offer", 1)
                .thread(op("poll"), op("offer", 2))
                .thread(op("size"), op("size"))
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void spscHandsOverInOrderAndRefusesWhenFull() {
        Interleavings.of(Spsc.class)
                .thread(op("offer", 1), op("offer", 2), op("offer", 3))
                .thread(op("poll"), op("peek"), op("poll"))
                .post("poll")
                .post("poll")
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void spscFillsOnlySlotsThatWereEmptied() {
        Interleavings scenario = Interleavings.of(SpscForEight.class);
        for (int item = 1; item <= 8; item++) {
            scenario.init("offer", item);
        }
        scenario.thread(op("offer", 9), op("offer", 10), op("offer", 11), op("offer", 12));
        scenario.thread(op("poll"), op("poll"), op("poll"));
        for (int left = 0; left < 8; left++) {
            scenario.post("poll");
        }
        scenario.invocations(ENOUGH).check();
    }
}
