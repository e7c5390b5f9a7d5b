package happensbefore.lockfree;

import static happensbefore.lockfree.RingArrays.SLOTS;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.AbstractQueue;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A bounded queue from one producer thread to one consumer thread.
///
/// Lamport's ring (1977), where a slot itself says whether it is full (FastForward: Giacomoni and others, 2008) and the
/// producer looks ahead for free slots (B-Queue: Wang and others, 2013).
///
/// - Invariant: a slot holds an item exactly from its offer to its poll; slots are filled and emptied in order; those
///   from `tail` to before `limit` are empty.
/// - Linearizes: an offer and a poll at their store of the slot; a refusal at its read of it.
/// - Progress: wait-free. `size` is a moment's estimate between 0 and the capacity.
/// - Memory: what a thread did before `offer` happens-before what follows the `poll` that returns the item.
///
/// Only one thread at a time may offer and one may poll; `size`, `isEmpty` and iteration are open to any thread.
public final class SpscRingQueue<E> extends AbstractQueue<E> implements BoundedQueue<E> {
    private static final VarHandle TAIL = PaddedIndex.handle(MethodHandles.lookup(), SpscRingQueue.class, "tail");
    private static final VarHandle HEAD = PaddedIndex.handle(MethodHandles.lookup(), SpscRingQueue.class, "head");

    // @start region="fields"
    long unused01, unused02, unused03, unused04, unused05, unused06, unused07, unused08;
    long unused09, unused10, unused11, unused12, unused13, unused14, unused15, unused16;

    private long tail;
    private long limit; // the producer knows that the slots below it are empty; only it reads and writes it

    long unused17, unused18, unused19, unused20, unused21, unused22, unused23, unused24;
    long unused25, unused26, unused27, unused28, unused29, unused30, unused31, unused32;

    private long head;

    long unused33, unused34, unused35, unused36, unused37, unused38, unused39, unused40;
    long unused41, unused42, unused43, unused44, unused45, unused46, unused47, unused48;
    // @end

    private final @Nullable Object[] slots;

    /// Makes an empty queue.
    ///
    /// @param capacity from 1 to 2^30; rounded up to a power of two, and to at least 2
    public SpscRingQueue(int capacity) {
        slots = new Object[RingArrays.capacityFor(capacity)];
        limit = slots.length;
    }

    // @start region="offer"
    /// Adds the item and returns true, or returns false when the queue is full. For the producer only.
    @Override
    public boolean offer(E item) {
        Objects.requireNonNull(item, "item");
        @Nullable Object[] slots = this.slots;
        long tail = this.tail; // plain: no other thread writes it
        if (tail >= limit && !findRoom(slots, tail)) {
            return false;
        }
        int slot = (int) tail & (slots.length - 1);
        SLOTS.setRelease(slots, slot, (Object) item); // release: pairs with the acquire in poll
        TAIL.setRelease(this, tail + 1); // release: pairs with the acquire in size
        return true;
    }

    /// Slots are emptied in order: if one further on is empty, all before it are.
    private boolean findRoom(@Nullable Object[] slots, long tail) {
        long ahead = tail + slots.length / 4;
        if (isEmpty(slots, ahead)) {
            limit = ahead + 1;
            return true;
        }
        return isEmpty(slots, tail);
    }

    private static boolean isEmpty(@Nullable Object[] slots, long index) {
        int slot = (int) index & (slots.length - 1);
        return (Object) SLOTS.getAcquire(slots, slot) == null; // acquire: pairs with poll's release
    }
    // @end

    // @start region="poll"
    /// Removes and returns the oldest item, or returns null when the queue is empty. For the consumer only.
    @Override
    public @Nullable E poll() {
        @Nullable Object[] slots = this.slots;
        long head = this.head; // plain: no other thread writes it
        int slot = (int) head & (slots.length - 1);
        Object item = (Object) SLOTS.getAcquire(slots, slot); // acquire: pairs with offer's release
        if (item == null) {
            return null;
        }
        SLOTS.setRelease(slots, slot, (Object) null); // release: pairs with the acquire in isEmpty
        HEAD.setRelease(this, head + 1); // release: pairs with the acquire in size
        return cast(item);
    }
    // @end

    /// The oldest item, which stays, or null when the queue is empty. For the consumer only.
    @Override
    public @Nullable E peek() {
        long head = this.head;
        Object item = (Object) SLOTS.getAcquire(slots, (int) head & (slots.length - 1));
        return item == null ? null : cast(item);
    }

    /// How many items were in the queue at some moment of the call, give or take the ones that moved during it.
    @Override
    public int size() {
        long head = (long) HEAD.getAcquire(this);
        long tail = (long) TAIL.getAcquire(this);
        return (int) Math.clamp(tail - head, 0, slots.length);
    }

    @Override
    public int capacity() {
        return slots.length;
    }

    /// A weakly consistent iterator, oldest item first; it does not remove.
    @Override
    public Iterator<E> iterator() {
        long head = (long) HEAD.getAcquire(this);
        long tail = (long) TAIL.getAcquire(this);
        return new RingIterator<>(slots, Math.max(head, tail - slots.length), tail);
    }

    @SuppressWarnings("unchecked") // only items of type E are ever stored
    private static <E> E cast(Object item) {
        return (E) item;
    }
}
