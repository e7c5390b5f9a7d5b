package happensbefore.exercises.weighin;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// A queue that is bounded by its items' number and by the bytes that are queued or in flight.
public final class WeighedQueue<E> {
    /// What became of an item that was offered.
    public enum Answer {
        ACCEPTED,
        FULL,
        TOO_LARGE,
        CLOSED
    }

    private final int capacity;
    private final long maxBytes;
    private final ToLongFunction<E> weigher;
    private final AtomicLong bytes = new AtomicLong(); // of what is queued or in flight
    private final ArrayDeque<E> queue = new ArrayDeque<>(); // guarded by this
    private boolean closed; // guarded by this

    /// @param capacity items that can be queued
    /// @param maxBytes of what is queued or in flight
    /// @param weigher an item's bytes; not negative, and always the same for the same item
    public WeighedQueue(int capacity, long maxBytes, ToLongFunction<E> weigher) {
        this.capacity = capacity;
        this.maxBytes = maxBytes;
        this.weigher = weigher;
    }

    /// Adds the item, if there is room for it and for its bytes. Never waits. Any thread.
    public Answer offer(E item) {
        long weight = weigher.applyAsLong(item);
        if (!reserve(weight)) {
            return Answer.FULL;
        }
        Answer answer = place(item);
        if (answer != Answer.ACCEPTED) {
            bytes.addAndGet(-weight);
        }
        return answer;
    }

    private boolean reserve(long weight) {
        long before;
        do {
            before = bytes.get();
            if (weight > maxBytes - before) {
                return false;
            }
        } while (!bytes.compareAndSet(before, before + weight));
        return true;
    }

    private synchronized Answer place(E item) {
        if (closed) {
            return Answer.CLOSED;
        }
        if (queue.size() == capacity) {
            return Answer.FULL;
        }
        queue.add(item);
        return Answer.ACCEPTED;
    }

    /// Takes the oldest item out, to be exported: it is in flight until [#done]. Any thread.
    public synchronized @Nullable E take() {
        return queue.poll();
    }

    /// An item that was taken is in flight no more, whatever became of it. Once for each item. Any thread.
    public void done(E item) {
        bytes.addAndGet(-weigher.applyAsLong(item));
    }

    /// Drops the oldest item.
    ///
    /// @return the item, or null when none is queued
    public @Nullable E dropOldest() {
        E oldest = take();
        if (oldest != null) {
            done(oldest);
        }
        return oldest;
    }

    /// Lets nothing in any more; what is queued can be taken.
    public synchronized void close() {
        closed = true;
    }

    /// Bytes of what is queued or in flight. Any thread.
    public long bytes() {
        return bytes.get();
    }
}
