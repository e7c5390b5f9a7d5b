package happensbefore.lockfree;

import org.jspecify.annotations.Nullable;

/// A bounded queue that accounts for each item, and can be shut down without leaving one behind.
///
/// - Invariant: `offered = handed out + dropped + queued` in every snapshot. An offer is counted before it is tried,
///   its end after; so `queued` includes offers that are under way.
/// - Linearizes, progress: as the queue inside; each call adds one or two atomic additions.
/// - Every refusal is counted with its reason.
///
/// As many threads may offer and poll as the queue inside allows; the other methods are open to any thread.
public final class CountedQueue<E> {
    /// What happened so far, as of one moment.
    public record Counts(long offered, long handedOut, long droppedFull, long droppedShutdown) {
        /// In the queue, or being offered.
        public long queued() {
            return offered - handedOut - droppedFull - droppedShutdown;
        }
    }

    private static final int OFFERED = 0;
    private static final int HANDED_OUT = 1;
    private static final int DROPPED_FULL = 2;
    private static final int DROPPED_SHUTDOWN = 3;

    private final BoundedQueue<E> queue;
    private final MonotonicCounts counts = new MonotonicCounts(4);
    private volatile boolean shutdown;

    /// @param queue empty, and used by nobody else
    public CountedQueue(BoundedQueue<E> queue) {
        this.queue = queue;
    }

    // @start region="offer"
    /// Adds the item, or drops it, counted, and returns false.
    public boolean offer(E item) {
        counts.add(OFFERED, 1); // before the read of shutdown: see isDrained
        if (shutdown) {
            counts.add(DROPPED_SHUTDOWN, 1);
            return false;
        }
        if (!queue.offer(item)) {
            counts.add(DROPPED_FULL, 1);
            return false;
        }
        return true;
    }
    // @end

    /// Removes and returns the oldest item, or returns null when there is none now.
    public @Nullable E poll() {
        E oldest = queue.poll();
        if (oldest != null) {
            counts.add(HANDED_OUT, 1);
        }
        return oldest;
    }

    /// Refuses what is offered from now on. What is queued can still be polled.
    public void shutdown() {
        shutdown = true;
    }

    // @start region="drained"
    /// Whether all is over: shut down, and nothing queued or being offered. Once true it stays true.
    ///
    /// An offer counts itself before it reads `shutdown`. So one that this snapshot does not show reads `shutdown`
    /// later, finds it set, and is dropped.
    public boolean isDrained() {
        return shutdown && counts().queued() == 0;
    }
    // @end

    /// All counts as of one moment.
    public Counts counts() {
        long[] values = counts.snapshot();
        return new Counts(values[OFFERED], values[HANDED_OUT], values[DROPPED_FULL], values[DROPPED_SHUTDOWN]);
    }

    public int capacity() {
        return queue.capacity();
    }
}
