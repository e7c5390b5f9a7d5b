package happensbefore.lockfree;

import static happensbefore.testkit.Interleavings.op;
import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.testkit.Interleavings;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The rings' known bugs, each found by the scenario that the right ring passes.
class BrokenRingsTest {
    /// One to one (Lamport's ring), but the index is published before the item.
    // @start region="indexBeforeItem"
    public static class BrokenIndexBeforeItemRing {
        private final AtomicReferenceArray<@Nullable Integer> slots = new AtomicReferenceArray<>(2);
        private final AtomicLong head = new AtomicLong();
        private final AtomicLong tail = new AtomicLong();

        public boolean offer(int item) {
            long end = tail.get();
            if (end - head.get() == 2) {
                return false;
            }
            tail.set(end + 1); // the consumer may look now
            slots.set((int) end & 1, item);
            return true;
        }

        public @Nullable Integer poll() {
            long start = head.get();
            if (start == tail.get()) {
                return null;
            }
            Integer item = slots.getAndSet((int) start & 1, null);
            head.set(start + 1);
            return item;
        }
    }
    // @end

    /// Many to many, with one of Vyukov's steps left out or weakened.
    public abstract static class TurnRing {
        final AtomicReferenceArray<@Nullable Integer> slots = new AtomicReferenceArray<>(2);
        final AtomicLongArray turns = new AtomicLongArray(new long[] {0, 1});
        final AtomicLong head = new AtomicLong();
        final AtomicLong tail = new AtomicLong();

        abstract boolean claim(AtomicLong index, long expected);

        boolean isFull(long end) {
            return end - head.get() == 2;
        }

        public boolean offer(int item) {
            while (true) {
                long end = tail.get();
                int slot = (int) end & 1;
                long turn = turns.get(slot);
                if (turn == end && claim(tail, end)) {
                    slots.set(slot, item);
                    turns.set(slot, end + 1);
                    return true;
                } else if (turn < end && isFull(end)) {
                    return false;
                }
            }
        }

        public @Nullable Integer poll() {
            while (true) {
                long start = head.get();
                int slot = (int) start & 1;
                long turn = turns.get(slot);
                if (turn == start + 1 && claim(head, start)) {
                    Integer item = slots.getAndSet(slot, null);
                    turns.set(slot, start + 2);
                    return item;
                } else if (turn <= start && start == tail.get()) {
                    return null;
                }
            }
        }
    }

    /// Takes a slot by a read and a write: two threads may take the same one.
    public static class BrokenUnclaimedSlotRing extends TurnRing {
        @Override
        boolean claim(AtomicLong index, long expected) {
            index.set(expected + 1);
            return true;
        }
    }

    /// Takes a slot whether its CAS succeeded or not.
    public static class BrokenCasWithoutRetryRing extends TurnRing {
        @Override
        boolean claim(AtomicLong index, long expected) {
            index.compareAndSet(expected, expected + 1);
            return true;
        }
    }

    /// Says full when the slot is not free yet, though its item may already be on its way out (Vyukov's own choice).
    public static class BrokenEarlyRefusalRing extends TurnRing {
        @Override
        boolean claim(AtomicLong index, long expected) {
            return index.compareAndSet(expected, expected + 1);
        }

        @Override
        boolean isFull(long end) {
            return true;
        }
    }

    @Test
    void findsTheIndexPublishedBeforeTheItem() {
        assertThat(Interleavings.of(BrokenIndexBeforeItemRing.class)
                        .thread(op("offer", 1))
                        .thread(op("poll"))
                        .post("poll")
                        .invocations(RingInterleavingsTest.ENOUGH)
                        .findsBug())
                .hasMessageContaining("poll");
    }

    @Test
    void findsTwoProducersInOneSlot() {
        findsTwoOffersThatOverwrite(BrokenUnclaimedSlotRing.class);
    }

    @Test
    void findsTheCasThatIsNotTriedAgain() {
        findsTwoOffersThatOverwrite(BrokenCasWithoutRetryRing.class);
    }

    private static void findsTwoOffersThatOverwrite(Class<?> ring) {
        assertThat(Interleavings.of(ring)
                        .thread(op("offer", 1))
                        .thread(op("offer", 2))
                        .post("poll")
                        .post("poll")
                        .invocations(RingInterleavingsTest.ENOUGH)
                        .findsBug())
                .hasMessageContaining("offer");
    }

    @Test
    void findsTheRefusalOfARingThatIsNotFull() {
        assertThat(Interleavings.of(BrokenEarlyRefusalRing.class)
                        .init("offer", 1)
                        .init("offer", 2)
                        .thread(op("poll"))
                        .thread(op("poll"), op("offer", 3))
                        .invocations(RingInterleavingsTest.ENOUGH)
                        .findsBug())
                .hasMessageContaining("offer");
    }
}
