package happensbefore.producerconsumer;

import happensbefore.lockfree.BoundedQueue;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.AbstractQueue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A bounded queue from any number of producer threads to one consumer thread.
///
/// Producers claim slots as in Vyukov's ring (2010); a slot says itself whether it is full, as in FastForward
/// (Giacomoni and others, 2008); producers share a copy of the consumer's index, as in JCTools.
///
/// - Invariant: only the producer whose CAS moved `tail` past `i` fills slot `i`; only the consumer empties it and
///   moves `head`; `limit` never exceeds `head + capacity`.
/// - Linearizes: at an offer's CAS and a poll's store of `head`; a refusal at its read of `head` or `tail`.
/// - Memory: what came before `offer` happens-before what follows the `poll` that returns the item.
/// - Progress: offers are lock-free; a poll waits for a producer that has claimed the slot and not filled it yet.
public final class MpscRingQueue<E> extends AbstractQueue<E> implements BoundedQueue<E> {
    private static final int MAX_CAPACITY = 1 << 30;
    private static final VarHandle SLOTS =
            MethodHandles.arrayElementVarHandle(Object[].class).withInvokeExactBehavior();
    private static final VarHandle TAIL = handle("tail");
    private static final VarHandle LIMIT = handle("limit");
    private static final VarHandle HEAD = handle("head");

    // Unused longs keep what different threads write on different cache lines.
    long unused01, unused02, unused03, unused04, unused05, unused06, unused07, unused08;
    long unused09, unused10, unused11, unused12, unused13, unused14, unused15, unused16;

    private long tail;

    long unused17, unused18, unused19, unused20, unused21, unused22, unused23, unused24;
    long unused25, unused26, unused27, unused28, unused29, unused30, unused31, unused32;

    private long limit; // producers may fill slots below it

    long unused33, unused34, unused35, unused36, unused37, unused38, unused39, unused40;
    long unused41, unused42, unused43, unused44, unused45, unused46, unused47, unused48;

    private long head;

    long unused49, unused50, unused51, unused52, unused53, unused54, unused55, unused56;
    long unused57, unused58, unused59, unused60, unused61, unused62, unused63, unused64;

    private final @Nullable Object[] slots;

    /// Makes an empty queue.
    ///
    /// @param capacity from 1 to 2^30; rounded up to a power of two, and to at least 2
    public MpscRingQueue(int capacity) {
        if (capacity < 1 || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException(
                    "capacity must be between 1 and " + MAX_CAPACITY + ", but was " + capacity);
        }
        slots = new Object[capacity <= 2 ? 2 : Integer.highestOneBit(capacity - 1) << 1];
        limit = slots.length;
    }

    // @start region="offer"
    /// Adds the item and returns true, or returns false when the queue is full.
    @Override
    public boolean offer(E item) {
        Objects.requireNonNull(item, "item");
        @Nullable Object[] slots = this.slots;
        long tail;
        do {
            tail = (long) TAIL.getVolatile(this);
            if (tail >= (long) LIMIT.getVolatile(this) && !findRoom(tail)) { // pairs with findRoom's release
                return false;
            }
        } while (!TAIL.compareAndSet(this, tail, tail + 1)); // claims the slot: pairs with poll's read of tail
        SLOTS.setRelease(slots, (int) tail & (slots.length - 1), (Object) item); // release: pairs with poll's acquire
        return true;
    }

    private boolean findRoom(long tail) {
        long now = (long) HEAD.getVolatile(this) + slots.length; // pairs with poll's release of head
        if (tail >= now) {
            return false;
        }
        LIMIT.setRelease(this, now); // an older value may come last: then somebody looks again
        return true;
    }
    // @end

    // @start region="poll"
    /// Removes and returns the oldest item, or returns null when the queue is empty. For the consumer only.
    @Override
    public @Nullable E poll() {
        return peek() == null ? null : relaxedPoll();
    }

    /// The oldest item, which stays, or null when the queue is empty. For the consumer only.
    @Override
    public @Nullable E peek() {
        E item = relaxedPeek();
        if (item == null && head != (long) TAIL.getVolatile(this)) {
            do { // the slot is claimed, and about to be filled
                Thread.onSpinWait();
                item = relaxedPeek();
            } while (item == null);
        }
        return item;
    }

    /// As [#poll], but null also while the oldest slot is claimed and not filled yet. So it never waits for a producer,
    /// and does not read `tail`, which all of them write: cheaper for who will look again. For the consumer only.
    public @Nullable E relaxedPoll() {
        E item = relaxedPeek();
        if (item != null) {
            long head = this.head; // plain: no other thread writes it
            SLOTS.set(slots, (int) head & (slots.length - 1), (Object) null); // plain: the next line publishes it
            HEAD.setRelease(this, head + 1); // release: pairs with the read in findRoom
        }
        return item;
    }

    /// As [#peek], but null also while the oldest slot is claimed and not filled yet. For the consumer only.
    public @Nullable E relaxedPeek() {
        Object item = (Object) SLOTS.getAcquire(slots, (int) head & (slots.length - 1)); // pairs with offer's release
        return item == null ? null : cast(item);
    }
    // @end

    /// How many items were in the queue at some moment of the call, give or take the ones that moved during it.
    @Override
    public int size() {
        long head = (long) HEAD.getVolatile(this);
        long tail = (long) TAIL.getVolatile(this);
        return (int) Math.clamp(tail - head, 0, slots.length);
    }

    @Override
    public int capacity() {
        return slots.length;
    }

    /// What is in the queue now, oldest item first, give or take the items that move meanwhile; it does not remove.
    @Override
    public Iterator<E> iterator() {
        List<E> seen = new ArrayList<>();
        long end = (long) TAIL.getVolatile(this);
        for (long index = Math.max((long) HEAD.getVolatile(this), end - slots.length); index < end; index++) {
            Object item = (Object) SLOTS.getAcquire(slots, (int) index & (slots.length - 1));
            if (item != null) {
                seen.add(cast(item));
            }
        }
        return List.copyOf(seen).iterator();
    }

    @SuppressWarnings("unchecked") // only items of type E are ever stored
    private static <E> E cast(Object item) {
        return (E) item;
    }

    private static VarHandle handle(String field) {
        try {
            return MethodHandles.lookup()
                    .findVarHandle(MpscRingQueue.class, field, long.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
