package happensbefore.exercises.endingqueue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A bounded queue that can be ended: what is in it is taken within a time, or given back.
///
/// - Invariant: what was put was taken, is in `items`, or was returned by [#end]; once `ended`, nothing is
///   added.
/// - Linearizes: under the monitor.
public final class EndingQueue<T> {
    private final int capacity;
    private final Queue<T> items = new ArrayDeque<>(); // guarded by this
    private boolean ended; // guarded by this

    public EndingQueue(int capacity) {
        this.capacity = capacity;
    }

    /// Adds the item; waits while the queue is full.
    ///
    /// @return false when the queue has ended: the item was not added
    public synchronized boolean put(T item) throws InterruptedException {
        while (!ended && items.size() == capacity) {
            wait();
        }
        if (ended) {
            return false;
        }
        items.add(item);
        notifyAll();
        return true;
    }

    /// The oldest item; waits while there is none. Null when the queue has ended and nothing is left.
    public synchronized @Nullable T take() throws InterruptedException {
        while (!ended && items.isEmpty()) {
            wait();
        }
        if (ended) {
            return null;
        }
        T item = items.poll();
        if (item != null) {
            notifyAll();
        }
        return item;
    }

    /// Ends the queue at once for those that put, and waits until all is taken.
    ///
    /// @param grace how long to wait at most
    /// @return what nobody has taken in that time, oldest first: nobody will
    /// @throws InterruptedException when interrupted while it waits; the queue has ended, and the items stay
    public synchronized List<T> end(Duration grace) throws InterruptedException {
        ended = true;
        notifyAll();
        long start = System.nanoTime();
        long left = TimeUnit.NANOSECONDS.convert(grace);
        while (!items.isEmpty() && left > 0) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
            left = TimeUnit.NANOSECONDS.convert(grace) - (System.nanoTime() - start);
        }
        List<T> rest = new ArrayList<>(items);
        items.clear();
        return rest;
    }
}
