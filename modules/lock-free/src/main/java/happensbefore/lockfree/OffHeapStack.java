package happensbefore.lockfree;

import happensbefore.lockfree.EpochReclaimer.Guard;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// A bounded Treiber stack of longs whose nodes lie off heap, where no collector reclaims them.
///
/// - Invariant: a popped node is retired with its value already read, and reused only when no guard that was open then
///   still is. So a node seen as `top` under a guard is not reused under it: no ABA, no read of freed memory.
/// - Linearizes: at the successful CAS of `top`; an empty `pop`, at its read of `top`.
/// - Progress: lock-free, with refusal. Reclaimed nodes are reused; the block itself goes back on [#close].
///
/// At the bound `push` answers false, and the reason is counted: full of items, or a backlog behind a stalled guard.
/// What a thread did before `push` happens-before what another does after popping that value.
public final class OffHeapStack implements AutoCloseable {
    private final OffHeapNodes nodes;
    private final EpochReclaimer reclaimer;
    private final AtomicInteger top = new AtomicInteger(OffHeapNodes.NONE);
    private final LongAdder refusedFull = new LongAdder();
    private final LongAdder refusedByBacklog = new LongAdder();
    private final RetryListener retries;

    /// @throws IllegalArgumentException if the capacity is not positive
    /// @throws OutOfMemoryError if there is no such block to be had
    public OffHeapStack(int capacity) {
        this(capacity, RetryListener.NONE);
    }

    /// @param capacity how many nodes there are: items and nodes that wait for reclamation together
    /// @param retries told of each failed CAS of the top
    /// @throws IllegalArgumentException if the capacity is not positive
    /// @throws OutOfMemoryError if there is no such block to be had
    public OffHeapStack(int capacity, RetryListener retries) {
        this.retries = Objects.requireNonNull(retries);
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be positive: " + capacity);
        }
        nodes = new OffHeapNodes(capacity);
        reclaimer = new EpochReclaimer(capacity, nodes::free);
    }

    // @start region="push"
    /// Puts a value on top.
    ///
    /// @return false if there is no node to put it in
    public boolean push(long value) {
        int node = take();
        if (node == OffHeapNodes.NONE && reclaimer.reclaim() > 0) {
            node = take();
        }
        if (node == OffHeapNodes.NONE) {
            (reclaimer.backlog() > 0 ? refusedByBacklog : refusedFull).increment();
            return false;
        }
        nodes.set(node, value);
        for (; ; ) {
            int seen = top.get();
            nodes.link(node, seen);
            if (top.compareAndSet(seen, node)) { // release: pairs with pop's read of top
                return true;
            }
            retries.insertRetried();
        }
    }
    // @end

    // @start region="pop"
    /// Takes the value on top, if there is one.
    public OptionalLong pop() {
        try (Guard guard = reclaimer.pin()) {
            for (; ; ) {
                int seen = top.get(); // acquire: pairs with push's CAS
                if (seen == OffHeapNodes.NONE) {
                    return OptionalLong.empty();
                }
                if (top.compareAndSet(seen, nodes.next(seen))) {
                    long value = nodes.value(seen); // before retire: afterwards the node is not ours
                    guard.retire(seen);
                    return OptionalLong.of(value);
                }
                retries.removeRetried();
            }
        }
    }
    // @end

    /// Whether there was nothing at the moment of the call.
    public boolean isEmpty() {
        return top.get() == OffHeapNodes.NONE;
    }

    /// Reports on this stack's memory: epoch, backlog, stalled guards. A guard pinned here holds up this stack.
    public EpochReclaimer reclaimer() {
        return reclaimer;
    }

    /// Bytes of the block that have ever been used; nodes are reused before this grows.
    public long usedBytes() {
        return (long) nodes.highWater() * OffHeapNodes.BYTES;
    }

    /// Pushes refused because every node held an item.
    public long refusedFull() {
        return refusedFull.sum();
    }

    /// Pushes refused while popped nodes were waiting for a guard to close.
    public long refusedByBacklog() {
        return refusedByBacklog.sum();
    }

    /// Gives the block back. A later access to it throws IllegalStateException.
    @Override
    public void close() {
        nodes.close();
    }

    private int take() {
        try (Guard _ = reclaimer.pin()) {
            return nodes.take();
        }
    }
}
