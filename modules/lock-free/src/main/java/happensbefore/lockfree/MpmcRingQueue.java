package happensbefore.lockfree;

import static happensbefore.lockfree.PaddedIndex.VALUE;
import static happensbefore.lockfree.RingArrays.SLOTS;
import static happensbefore.lockfree.SpacedLongs.LONGS;

import java.util.AbstractQueue;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A bounded queue for any number of producers and consumers (Vyukov, 2010).
///
/// - Invariant: `turns[i & mask]` is `i` while slot `i` waits for its offer, `i + 1` while it holds the item, and
///   `i + capacity` once that is polled. Only the thread whose CAS moved `tail` or `head` past `i` touches the slot.
/// - Linearizes: at the CAS of `tail` or `head`; a refused offer at its read of `head`, an empty poll at
///   its read of `tail`.
/// - Progress: no lock, but not lock-free: a thread that stalls between its CAS and its turn holds up
///   who needs that slot.
/// - Memory: what a thread did before `offer` happens-before what follows the `poll` that returns the item.
public final class MpmcRingQueue<E> extends AbstractQueue<E> implements BoundedQueue<E> {
    private final @Nullable Object[] slots;
    private final long[] turns;
    private final PaddedIndex headIndex = new PaddedIndex();
    private final PaddedIndex tailIndex = new PaddedIndex();

    /// Makes an empty queue.
    ///
    /// @param capacity from 1 to 2^30; rounded up to a power of two, and to at least 2
    public MpmcRingQueue(int capacity) {
        slots = new Object[RingArrays.capacityFor(capacity)];
        turns = new long[slots.length];
        for (int i = 0; i < turns.length; i++) {
            turns[i] = i;
        }
    }

    // @start region="offer"
    /// Adds the item and returns true, or returns false when the queue is full.
    @Override
    public boolean offer(E item) {
        Objects.requireNonNull(item, "item");
        while (true) {
            long tail = (long) VALUE.getVolatile(tailIndex);
            int slot = (int) tail & (turns.length - 1);
            long turn = (long) LONGS.getAcquire(turns, slot); // acquire: pairs with poll's release
            if (turn == tail) {
                if (VALUE.compareAndSet(tailIndex, tail, tail + 1)) { // claims it: pairs with poll's read of tail
                    SLOTS.setRelease(slots, slot, (Object) item); // release: pairs with the iterator's acquire
                    LONGS.setRelease(turns, slot, tail + 1); // release: pairs with poll's acquire
                    return true;
                }
            } else if (turn < tail) { // the last lap's item is here, or is just being taken
                if (tail - (long) VALUE.getVolatile(headIndex) == slots.length) {
                    return false;
                }
                Thread.onSpinWait();
            }
        }
    }
    // @end

    // @start region="poll"
    /// Removes and returns the oldest item, or returns null when the queue is empty.
    @Override
    public @Nullable E poll() {
        while (true) {
            long head = (long) VALUE.getVolatile(headIndex);
            int slot = (int) head & (turns.length - 1);
            long turn = (long) LONGS.getAcquire(turns, slot); // acquire: pairs with offer's release
            if (turn == head + 1) {
                if (VALUE.compareAndSet(headIndex, head, head + 1)) {
                    Object item = (Object) SLOTS.get(slots, slot); // plain: the turn was acquired above
                    SLOTS.set(slots, slot, (Object) null); // plain: the next line publishes it
                    LONGS.setRelease(turns, slot, head + slots.length); // release: pairs with offer's acquire
                    return cast(item);
                }
            } else if (turn <= head) { // no item yet, or one is just being put
                if (head == (long) VALUE.getVolatile(tailIndex)) {
                    return null;
                }
                Thread.onSpinWait();
            }
        }
    }
    // @end

    /// The oldest item, which stays, or null when the queue is empty.
    @Override
    public @Nullable E peek() {
        while (true) {
            long head = (long) VALUE.getVolatile(headIndex);
            int slot = (int) head & (turns.length - 1);
            long turn = (long) LONGS.getAcquire(turns, slot); // acquire: pairs with offer's release
            if (turn == head + 1) {
                Object item = (Object) SLOTS.getAcquire(slots, slot); // acquire: keeps the next read behind it
                if (head == (long) VALUE.getVolatile(headIndex)) { // still not taken, so it was the oldest
                    return cast(item);
                }
            } else if (turn <= head && head == (long) VALUE.getVolatile(tailIndex)) {
                return null;
            }
            Thread.onSpinWait();
        }
    }

    /// How many items were in the queue at one moment of the call; exact then, an estimate by the time it returns.
    /// Tries again only when an item left meanwhile.
    @Override
    public int size() {
        while (true) {
            long head = (long) VALUE.getVolatile(headIndex);
            long tail = (long) VALUE.getVolatile(tailIndex);
            if (head == (long) VALUE.getVolatile(headIndex)) {
                return (int) (tail - head);
            }
        }
    }

    @Override
    public int capacity() {
        return slots.length;
    }

    /// A weakly consistent iterator, oldest item first; it does not remove.
    @Override
    public Iterator<E> iterator() {
        long tail = (long) VALUE.getVolatile(tailIndex);
        long head = (long) VALUE.getVolatile(headIndex);
        return new RingIterator<>(slots, head, tail);
    }

    @SuppressWarnings("unchecked") // only items of type E are ever stored
    private static <E> E cast(Object item) {
        return (E) item;
    }
}
