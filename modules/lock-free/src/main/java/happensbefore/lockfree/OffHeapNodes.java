package happensbefore.lockfree;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/// Numbered nodes of 16 bytes in one off-heap block: a value, a link, and a link for the free list.
///
/// - Invariant: a node is fresh, in use, or free. A free one is poisoned, and stays so until it is taken again.
/// - Linearizes: `take` and `free` at the CAS of `firstFree`.
/// - Progress: lock-free. `take` and `next` need a guard of the reclaimer that calls `free`: while it is open, no node
///   seen here comes back to the free list, so the CAS in `take` meets no ABA.
final class OffHeapNodes implements AutoCloseable {
    static final int NONE = -1;
    static final int BYTES = 16;

    private static final long VALUE = 0;
    private static final long NEXT = 8;
    private static final long NEXT_FREE = 12;
    private static final long POISONED_VALUE = 0xDEAD_DEAD_DEAD_DEADL;
    private static final int POISONED_NEXT = 0xDEAD_DEAD;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment block;
    private final int capacity;
    private final AtomicInteger fresh = new AtomicInteger();
    private final AtomicInteger firstFree = new AtomicInteger(NONE);

    OffHeapNodes(int capacity) {
        this.capacity = capacity;
        this.block = arena.allocate((long) capacity * BYTES, Long.BYTES);
    }

    /// A node of one's own, or NONE when all are in use or wait to be freed.
    int take() {
        for (int node = firstFree.get(); node != NONE; node = firstFree.get()) {
            int next = block.get(JAVA_INT, at(node, NEXT_FREE));
            if (firstFree.compareAndSet(node, next)) { // acquire: pairs with free's CAS
                requirePoison(node);
                return node;
            }
        }
        return fresh.get() < capacity ? freshNode() : NONE;
    }

    private int freshNode() {
        int node = fresh.getAndIncrement();
        if (node < capacity) {
            return node;
        }
        fresh.set(capacity); // lost the last one; everybody who got here writes the same
        return NONE;
    }

    // @start region="poison"
    /// Called by the reclaimer when nobody holds the node any more.
    void free(int node) {
        block.set(JAVA_LONG, at(node, VALUE), POISONED_VALUE);
        block.set(JAVA_INT, at(node, NEXT), POISONED_NEXT);
        int seen;
        do {
            seen = firstFree.get();
            block.set(JAVA_INT, at(node, NEXT_FREE), seen);
        } while (!firstFree.compareAndSet(seen, node)); // release: pairs with take's CAS
    }

    private void requirePoison(int node) {
        if (value(node) != POISONED_VALUE || block.get(JAVA_INT, at(node, NEXT)) != POISONED_NEXT) {
            throw new IllegalStateException("node " + node + " was written to after it was freed");
        }
    }
    // @end

    void set(int node, long value) {
        block.set(JAVA_LONG, at(node, VALUE), value);
    }

    long value(int node) {
        return block.get(JAVA_LONG, at(node, VALUE));
    }

    void link(int node, int next) {
        block.set(JAVA_INT, at(node, NEXT), next);
    }

    /// @throws IllegalStateException if the node is free: it was read after its reclamation
    int next(int node) {
        int next = block.get(JAVA_INT, at(node, NEXT));
        if (next == POISONED_NEXT) {
            throw new IllegalStateException("node " + node + " was read after it was freed");
        }
        return next;
    }

    /// Nodes ever handed out; those behind have not been touched.
    int highWater() {
        return Math.min(fresh.get(), capacity);
    }

    @Override
    public void close() {
        arena.close();
    }

    private static long at(int node, long field) {
        return (long) node * BYTES + field;
    }
}
