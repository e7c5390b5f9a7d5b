package happensbefore.exercises.honestdrops;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Keeps the newest items, and accounts for every other one.
public final class RecentBuffer<E> {
    /// Every item that was ever offered, by where it is now.
    public record Counts(long offered, long taken, long evicted, long late, long left, long queued) {}

    private final int capacity;
    private final ArrayDeque<E> items = new ArrayDeque<>(); // guarded by this
    private boolean closed; // guarded by this
    private final AtomicLong offered = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong evicted = new AtomicLong();
    private final AtomicLong late = new AtomicLong();
    private final AtomicLong left = new AtomicLong();

    /// @param capacity 1 or more
    public RecentBuffer(int capacity) {
        this.capacity = capacity;
    }

    /// Adds the item; the oldest makes room for it. Any thread.
    ///
    /// @return false when this is closed
    public synchronized boolean offer(E item) {
        offered.incrementAndGet();
        if (closed) {
            late.incrementAndGet();
            return false;
        }
        if (items.size() == capacity) {
            items.remove();
            evicted.incrementAndGet();
        }
        items.add(item);
        return true;
    }

    /// Removes and returns the oldest item, or returns null when there is none. Any thread.
    public synchronized @Nullable E poll() {
        E oldest = items.poll();
        if (oldest != null) {
            taken.incrementAndGet();
        }
        return oldest;
    }

    /// Drops what is here, and all that comes. Any thread.
    public synchronized void close() {
        closed = true;
        left.addAndGet(items.size());
        items.clear();
    }

    /// All counts as of one moment. Any thread.
    public Counts counts() {
        return new Counts(offered.get(), taken.get(), evicted.get(), late.get(), left.get(), queued());
    }

    private synchronized int queued() {
        return items.size();
    }
}
