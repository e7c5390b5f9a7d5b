package happensbefore.lockfree;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// A bounded Treiber stack that reuses its nodes at once. Faulty on purpose: ABA.
///
/// A popped node goes to a free list and from there back into the stack while another thread still stands between its
/// read of `top` and its CAS. The CAS compares the node's number, finds what it saw before, and succeeds, although the
/// node below it has changed since: that one may be free, or in use elsewhere. Items are lost or come out twice.
/// [StampedFreeListStack] is the cure.
public final class BrokenFreeListStack<E> {
    private static final int NONE = -1;

    private final AtomicReferenceArray<@Nullable E> items;
    private final AtomicIntegerArray next;
    private final AtomicInteger top = new AtomicInteger(NONE);
    private final AtomicInteger free = new AtomicInteger(NONE);

    /// @throws IllegalArgumentException if the capacity is not positive
    public BrokenFreeListStack(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be positive: " + capacity);
        }
        items = new AtomicReferenceArray<>(capacity);
        next = new AtomicIntegerArray(capacity);
        for (int node = capacity - 1; node >= 0; node--) {
            putOn(free, node);
        }
    }

    /// Puts an item on top.
    ///
    /// @return false if no node is free
    public boolean push(E item) {
        Objects.requireNonNull(item);
        int node = takeFrom(free);
        if (node == NONE) {
            return false;
        }
        items.set(node, item);
        putOn(top, node);
        return true;
    }

    /// Takes the item on top.
    ///
    /// @return null if the stack is empty
    public @Nullable E pop() {
        int node = takeFrom(top);
        if (node == NONE) {
            return null;
        }
        E item = items.getAndSet(node, null);
        putOn(free, node);
        return item;
    }

    private void putOn(AtomicInteger list, int node) {
        int seen;
        do {
            seen = list.get();
            next.set(node, seen);
        } while (!list.compareAndSet(seen, node));
    }

    // @start region="take"
    private int takeFrom(AtomicInteger list) {
        for (; ; ) {
            int seen = list.get();
            if (seen == NONE) {
                return NONE;
            }
            int below = next.get(seen);
            if (list.compareAndSet(seen, below)) { // the same number, but is it still the same node?
                return seen;
            }
        }
    }
    // @end
}
