package happensbefore.exercises.honestdrops;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Keeps the newest items, and accounts for every other one.
public final class RecentBuffer<E> {
    /// Every item that was ever offered, by where it is now.
    public record Counts(long offered, long taken, long evicted, long late, long left, long queued) {}

    private final int capacity;
    private final ArrayDeque<E> items = new ArrayDeque<>(); // guarded by this
    private boolean closed; // guarded by this
    private final LongAdder offered = new LongAdder();
    private final LongAdder taken = new LongAdder();

    /// @param capacity 1 or more
    public RecentBuffer(int capacity) {
        this.capacity = capacity;
    }

    /// Adds the item; the oldest makes room for it. Any thread.
    ///
    /// @return false when this is closed
    public boolean offer(E item) {
        offered.increment();
        synchronized (this) {
            if (closed) {
                return false;
            }
            if (items.size() == capacity) {
                items.remove();
            }
            items.add(item);
            return true;
        }
    }

    /// Removes and returns the oldest item, or returns null when there is none. Any thread.
    public @Nullable E poll() {
        E oldest;
        synchronized (this) {
            oldest = items.poll();
        }
        taken.increment();
        return oldest;
    }

    /// Drops what is here, and all that comes. Any thread.
    public synchronized void close() {
        closed = true;
        items.clear();
    }

    /// All counts as of one moment. Any thread.
    public synchronized Counts counts() {
        return new Counts(offered.sum(), taken.sum(), 0, 0, 0, items.size());
    }
}
