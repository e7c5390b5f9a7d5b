package happensbefore.lockfree;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// A bounded Treiber stack that reuses its nodes at once, safe by stamped references (IBM System/370, 1983).
///
/// - Invariant: the head of each list is a node's number and a stamp in one long, and each successful CAS changes the
///   stamp. So a CAS that succeeds saw a list untouched since its read: no ABA, unless exactly a multiple of 2^32
///   changes happen between one thread's read and its CAS.
/// - Linearizes: at the successful CAS of `top`; an empty `pop`, at its read of `top`; a refused `push`, at its read of
///   an empty free list.
/// - Progress: lock-free. Memory is allocated once, in the constructor.
public final class StampedFreeListStack<E> {
    private static final int NONE = -1;

    private final AtomicReferenceArray<@Nullable E> items;
    private final AtomicIntegerArray next;
    private final AtomicLong top = new AtomicLong(head(NONE, 0));
    private final AtomicLong free = new AtomicLong(head(NONE, 0));
    private final RetryListener retries;

    /// @throws IllegalArgumentException if the capacity is not positive
    public StampedFreeListStack(int capacity) {
        this(capacity, RetryListener.NONE);
    }

    /// @param capacity how many items fit
    /// @param retries told of each failed CAS, of the stack and of its free list
    /// @throws IllegalArgumentException if the capacity is not positive
    public StampedFreeListStack(int capacity, RetryListener retries) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be positive: " + capacity);
        }
        this.retries = Objects.requireNonNull(retries);
        items = new AtomicReferenceArray<>(capacity);
        next = new AtomicIntegerArray(capacity);
        for (int node = capacity - 1; node >= 0; node--) {
            tryPutOn(free, node);
        }
    }

    /// Puts an item on top.
    ///
    /// @return false if no node is free
    /// @throws NullPointerException if the item is null
    public boolean push(E item) {
        Objects.requireNonNull(item);
        int node = NONE;
        for (long seen = free.get(); node == NONE; seen = free.get()) {
            if (node(seen) == NONE) {
                return false;
            }
            if (tryTakeFrom(free, seen)) {
                node = node(seen);
            } else {
                retries.insertRetried();
            }
        }
        items.set(node, item);
        while (!tryPutOn(top, node)) {
            retries.insertRetried();
        }
        return true;
    }

    /// Takes the item on top.
    ///
    /// @return null if the stack is empty
    public @Nullable E pop() {
        int node = NONE;
        for (long seen = top.get(); node == NONE; seen = top.get()) {
            if (node(seen) == NONE) {
                return null;
            }
            if (tryTakeFrom(top, seen)) {
                node = node(seen);
            } else {
                retries.removeRetried();
            }
        }
        E item = items.getAndSet(node, null); // before the node is free: afterwards it is not ours
        while (!tryPutOn(free, node)) {
            retries.removeRetried();
        }
        return item;
    }

    private boolean tryPutOn(AtomicLong list, int node) {
        long seen = list.get();
        next.set(node, node(seen));
        return list.compareAndSet(seen, head(node, stamp(seen) + 1)); // release: pairs with the reads of the head
    }

    // @start region="take"
    private boolean tryTakeFrom(AtomicLong list, long seen) {
        int below = next.get(node(seen)); // may be of a later life of the node; then the stamp has changed
        return list.compareAndSet(seen, head(below, stamp(seen) + 1));
    }

    private static long head(int node, int stamp) {
        return ((long) stamp << 32) | Integer.toUnsignedLong(node);
    }
    // @end

    private static int node(long head) {
        return (int) head;
    }

    private static int stamp(long head) {
        return (int) (head >>> 32);
    }
}
