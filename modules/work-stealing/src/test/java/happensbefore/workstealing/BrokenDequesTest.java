package happensbefore.workstealing;

import static happensbefore.testkit.Interleavings.op;
import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.testkit.Interleavings;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The deque's known bugs, each found by the scenario that the right deque passes.
class BrokenDequesTest {
    /// The deque of [ChaseLevDeque], every access volatile, with one of its steps left out or weakened.
    public abstract static class IndexedDeque {
        final AtomicLong top = new AtomicLong();
        final AtomicLong bottom = new AtomicLong();
        volatile AtomicReferenceArray<@Nullable Integer> array = new AtomicReferenceArray<>(2);

        long firstCopied(long top) {
            return top;
        }

        boolean takesTheLast(long top) {
            return this.top.compareAndSet(top, top + 1);
        }

        public void push(int item) {
            long end = bottom.get();
            long start = top.get();
            AtomicReferenceArray<@Nullable Integer> old = array;
            if (end - start == old.length()) {
                AtomicReferenceArray<@Nullable Integer> grown = new AtomicReferenceArray<>(2 * old.length());
                for (long index = firstCopied(start); index < end; index++) {
                    grown.set((int) index % grown.length(), old.get((int) index % old.length()));
                }
                array = grown;
            }
            array.set((int) end % array.length(), item);
            bottom.set(end + 1);
        }

        public @Nullable Integer pop() {
            long end = bottom.get() - 1;
            bottom.set(end);
            long start = top.get();
            if (start > end) {
                bottom.set(start);
                return null;
            }
            Integer item = array.get((int) end % array.length());
            if (start == end) {
                boolean won = takesTheLast(start);
                bottom.set(start + 1);
                return won ? item : null;
            }
            return item;
        }

        public @Nullable Integer steal() {
            while (true) {
                long start = top.get();
                long end = bottom.get();
                if (start >= end) {
                    return null;
                }
                AtomicReferenceArray<@Nullable Integer> seen = array;
                Integer item = seen.get((int) start % seen.length());
                if (top.compareAndSet(start, start + 1)) {
                    return item;
                }
            }
        }
    }

    /// As the right one: what the others are measured by.
    public static class SoundDeque extends IndexedDeque {}

    /// A thief that reads the bottom first: what it compares with the top may be gone.
    public static class BrokenStaleBottomDeque extends IndexedDeque {
        @Override
        public @Nullable Integer steal() {
            while (true) {
                long end = bottom.get();
                long start = top.get();
                if (start >= end) {
                    return null;
                }
                AtomicReferenceArray<@Nullable Integer> seen = array;
                Integer item = seen.get((int) start % seen.length());
                if (top.compareAndSet(start, start + 1)) {
                    return item;
                }
            }
        }
    }

    /// An owner that takes the last item as it takes any other.
    public static class BrokenLastItemDeque extends IndexedDeque {
        @Override
        boolean takesTheLast(long top) {
            this.top.set(top + 1);
            return true;
        }
    }

    /// A growth that leaves the oldest item to the thief that must be at it.
    public static class BrokenGrowthDeque extends IndexedDeque {
        @Override
        long firstCopied(long top) {
            return top + 1;
        }
    }

    /// A thief that reads its item when it has won the index: by then the owner may have put another there.
    public static class BrokenLateReadDeque extends IndexedDeque {
        @Override
        public @Nullable Integer steal() {
            while (true) {
                long start = top.get();
                if (start >= bottom.get()) {
                    return null;
                }
                if (top.compareAndSet(start, start + 1)) {
                    return array.get((int) start % array.length());
                }
            }
        }
    }

    /// A thief that reads the array first: what it finds there may be from before the growth.
    public static class BrokenOldArrayDeque extends IndexedDeque {
        @Override
        public @Nullable Integer steal() {
            while (true) {
                AtomicReferenceArray<@Nullable Integer> seen = array;
                long start = top.get();
                if (start >= bottom.get()) {
                    return null;
                }
                Integer item = seen.get((int) start % seen.length());
                if (top.compareAndSet(start, start + 1)) {
                    return item;
                }
            }
        }
    }

    /// A thief that empties its slot, and an owner that does not look whether it is empty.
    public static class BrokenEarlyReuseDeque extends IndexedDeque {
        @Override
        public @Nullable Integer steal() {
            while (true) {
                long start = top.get();
                long end = bottom.get();
                if (start >= end) {
                    return null;
                }
                AtomicReferenceArray<@Nullable Integer> seen = array;
                int slot = (int) start % seen.length();
                Integer item = seen.get(slot);
                if (top.compareAndSet(start, start + 1)) {
                    seen.set(slot, null);
                    return item;
                }
            }
        }
    }

    @Test
    void findsTheBottomThatWasReadTooEarly() {
        theLastButOne(SoundDeque.class).check();
        assertThat(theLastButOne(BrokenStaleBottomDeque.class).findsBug()).hasMessageContaining("steal");
    }

    @Test
    void findsTheLastItemTakenWithoutACas() {
        theLast(SoundDeque.class).check();
        assertThat(theLast(BrokenLastItemDeque.class).findsBug()).hasMessageContaining("pop");
    }

    @Test
    void findsTheGrowthThatCopiesTooLittle() {
        growth(SoundDeque.class).check();
        assertThat(growth(BrokenGrowthDeque.class).findsBug()).hasMessageContaining("steal");
    }

    @Test
    void findsTheArrayThatWasReadTooEarly() {
        growthBesideTwoThieves(SoundDeque.class).check();
        assertThat(growthBesideTwoThieves(BrokenOldArrayDeque.class).findsBug()).hasMessageContaining("steal");
    }

    @Test
    void findsTheItemThatIsReadTooLate() {
        reuse(SoundDeque.class).check();
        assertThat(reuse(BrokenLateReadDeque.class).findsBug()).hasMessageContaining("steal");
    }

    @Test
    void findsTheSlotThatIsUsedAgainTooEarly() {
        assertThat(reuse(BrokenEarlyReuseDeque.class).findsBug()).hasMessageContaining("push");
    }

    static Interleavings theLast(Class<?> deque) {
        return Interleavings.of(deque)
                .init("push", 1)
                .thread(op("pop"))
                .thread(op("steal"))
                .post("pop")
                .invocations(DequeInterleavingsTest.ENOUGH);
    }

    static Interleavings theLastButOne(Class<?> deque) {
        return Interleavings.of(deque)
                .init("push", 1)
                .init("push", 2)
                .thread(op("pop"))
                .thread(op("steal"))
                .thread(op("steal"))
                .post("pop")
                .invocations(DequeInterleavingsTest.ENOUGH);
    }

    static Interleavings growth(Class<?> deque) {
        return Interleavings.of(deque)
                .init("push", 1)
                .init("push", 2)
                .thread(op("push", 3), op("push", 4), op("pop"))
                .thread(op("steal"), op("steal"))
                .post("pop")
                .post("pop")
                .invocations(DequeInterleavingsTest.ENOUGH);
    }

    static Interleavings growthBesideTwoThieves(Class<?> deque) {
        return Interleavings.of(deque)
                .init("push", 1)
                .init("push", 2)
                .thread(op("push", 3))
                .thread(op("steal"), op("steal"))
                .thread(op("steal"))
                .post("pop")
                .invocations(DequeInterleavingsTest.ENOUGH);
    }

    static Interleavings reuse(Class<?> deque) {
        return Interleavings.of(deque)
                .init("push", 1)
                .init("push", 2)
                .init("steal")
                .thread(op("push", 3), op("push", 4), op("pop"))
                .thread(op("steal"))
                .post("steal")
                .post("pop")
                .invocations(DequeInterleavingsTest.ENOUGH);
    }
}
