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
    private final Runnable insertRetried;
    private final Runnable removeRetried;

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
        insertRetried = retries::insertRetried;
        removeRetried = retries::removeRetried;
        items = new AtomicReferenceArray<>(capacity);
        next = new AtomicIntegerArray(capacity);
        for (int node = capacity - 1; node >= 0; node--) {
            putOn(free, node, insertRetried);
        }
    }

    /// Puts an item on top.
    ///
    /// @return false if no node is free
    /// @throws NullPointerException if the item is null
    public boolean push(E item) {
        Objects.requireNonNull(item);
        int node = takeFrom(free, insertRetried);
        if (node == NONE) {
            return false;
        }
        items.set(node, item);
        putOn(top, node, insertRetried);
        return true;
    }

    /// Takes the item on top.
    ///
    /// @return null if the stack is empty
    public @Nullable E pop() {
        int node = takeFrom(top, removeRetried);
        if (node == NONE) {
            return null;
        }
        E item = items.getAndSet(node, null); // before the node is free: afterwards it is not ours
        putOn(free, node, removeRetried);
        return item;
    }

    private void putOn(AtomicLong list, int node, Runnable retried) {
        for (; ; ) {
            long seen = list.get();
            next.set(node, node(seen));
            if (list.compareAndSet(seen, head(node, stamp(seen) + 1))) { // release: pairs with takeFrom's read
                return;
            }
            retried.run();
        }
    }

    // @start region="take"
    private int takeFrom(AtomicLong list, Runnable retried) {
        for (; ; ) {
            long seen = list.get();
            if (node(seen) == NONE) {
                return NONE;
            }
            int below = next.get(node(seen)); // may be of the node's next life; then the stamp has changed
            if (list.compareAndSet(seen, head(below, stamp(seen) + 1))) {
                return node(seen);
            }
            retried.run();
        }
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
