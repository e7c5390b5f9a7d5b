package happensbefore.lockfree;

import static happensbefore.lockfree.PaddedIndex.VALUE;
import static happensbefore.lockfree.RingArrays.SLOTS;

import java.util.AbstractQueue;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A bounded queue from one producer thread to one consumer thread.
///
/// Lamport's ring (1977), where a slot itself says whether it is full (FastForward: Giacomoni and others, 2008) and the
/// producer keeps a copy of the consumer's index (MCRingBuffer: Lee and others, 2010).
///
/// - Invariant: a slot holds an item exactly from its offer to its poll; only the producer writes `tail`, only the
///   consumer writes `head`, and `head + capacity` bounds `tail`.
/// - Linearizes: an offer at its store of the slot, a poll at its store of `head`; a refusal at its read of them.
/// - Progress: wait-free. `size` is a moment's estimate between 0 and the capacity.
/// - Memory: what a thread did before `offer` happens-before what follows the `poll` that returns the item.
///
/// Only one thread at a time may offer and one may poll; `size`, `isEmpty` and iteration are open to any thread.
public final class SpscRingQueue<E> extends AbstractQueue<E> implements BoundedQueue<E> {
    private final @Nullable Object[] slots;
    private final PaddedIndex headIndex = new PaddedIndex();
    private final PaddedIndex tailIndex = new PaddedIndex();

    /// Makes an empty queue.
    ///
    /// @param capacity from 1 to 2^30; rounded up to a power of two, and to at least 2
    public SpscRingQueue(int capacity) {
        slots = new Object[RingArrays.capacityFor(capacity)];
        tailIndex.limit = slots.length; // the producer may fill slots below this index
    }

    // @start region="offer"
    /// Adds the item and returns true, or returns false when the queue is full. For the producer only.
    @Override
    public boolean offer(E item) {
        Objects.requireNonNull(item, "item");
        long tail = tailIndex.value; // plain: no other thread writes it
        if (tail == tailIndex.limit && !findRoom(tail)) {
            return false;
        }
        int slot = (int) tail & (slots.length - 1);
        SLOTS.setRelease(slots, slot, (Object) item); // release: pairs with the acquire in poll
        VALUE.setRelease(tailIndex, tail + 1); // release: pairs with the acquire in size
        return true;
    }

    private boolean findRoom(long tail) {
        long head = (long) VALUE.getAcquire(headIndex); // acquire: pairs with poll's release of head
        tailIndex.limit = head + slots.length;
        return tail < head + slots.length;
    }
    // @end

    // @start region="poll"
    /// Removes and returns the oldest item, or returns null when the queue is empty. For the consumer only.
    @Override
    public @Nullable E poll() {
        long head = headIndex.value; // plain: no other thread writes it
        int slot = (int) head & (slots.length - 1);
        Object item = (Object) SLOTS.getAcquire(slots, slot); // acquire: pairs with offer's release
        if (item == null) {
            return null;
        }
        SLOTS.set(slots, slot, (Object) null); // plain: the next line publishes it
        VALUE.setRelease(headIndex, head + 1); // release: pairs with the acquire in findRoom
        return cast(item);
    }
    // @end

    /// The oldest item, which stays, or null when the queue is empty. For the consumer only.
    @Override
    public @Nullable E peek() {
        long head = headIndex.value;
        Object item = (Object) SLOTS.getAcquire(slots, (int) head & (slots.length - 1));
        return item == null ? null : cast(item);
    }

    /// How many items were in the queue at some moment of the call, give or take the ones that moved during it.
    @Override
    public int size() {
        long head = (long) VALUE.getAcquire(headIndex);
        long tail = (long) VALUE.getAcquire(tailIndex);
        return (int) Math.clamp(tail - head, 0, slots.length);
    }

    @Override
    public int capacity() {
        return slots.length;
    }

    /// A weakly consistent iterator, oldest item first; it does not remove.
    @Override
    public Iterator<E> iterator() {
        long head = (long) VALUE.getAcquire(headIndex);
        long tail = (long) VALUE.getAcquire(tailIndex);
        return new RingIterator<>(slots, Math.max(head, tail - slots.length), tail);
    }

    @SuppressWarnings("unchecked") // only items of type E are ever stored
    private static <E> E cast(Object item) {
        return (E) item;
    }
}
