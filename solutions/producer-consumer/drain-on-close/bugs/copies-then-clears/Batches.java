package happensbefore.exercises.drainonclose;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Collects items from many threads into batches for one consumer, and loses none at the end.
public final class Batches<E> {
    private final int size;
    private final List<E> items = new ArrayList<>(); // guarded by this
    private boolean closed; // guarded by this
    private @Nullable Thread waiting; // the consumer; guarded by this

    /// @param size of a batch, 1 or more
    public Batches(int size) {
        this.size = size;
    }

    /// Accepts the item, or returns false when this is closed. Any thread.
    public synchronized boolean put(E item) {
        if (closed) {
            return false;
        }
        items.add(item);
        if (items.size() >= size) {
            wakeConsumer();
        }
        return true;
    }

    /// Waits for a whole batch. After the close: what is left, then an empty list. One consumer.
    public List<E> take() throws InterruptedException {
        while (true) {
            synchronized (this) {
                if (items.size() >= size || closed) {
                    waiting = null;
                    return removeOldest(Math.min(size, items.size()));
                }
                waiting = Thread.currentThread();
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.park(this);
        }
    }

    /// Accepts no more. What is there can still be taken. Any thread.
    public synchronized void close() {
        closed = true;
        wakeConsumer();
    }

    /// Accepts no more.
    ///
    /// @return what was accepted and not taken. Any thread.
    public List<E> closeNow() {
        List<E> left = left();
        synchronized (this) {
            items.clear();
            wakeConsumer();
        }
        return left;
    }

    private synchronized List<E> left() {
        closed = true;
        return List.copyOf(items);
    }

    private void wakeConsumer() {
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
    }

    private List<E> removeOldest(int count) {
        List<E> oldest = items.subList(0, count);
        List<E> removed = List.copyOf(oldest);
        oldest.clear();
        return removed;
    }
}
