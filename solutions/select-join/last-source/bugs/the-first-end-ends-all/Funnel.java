package happensbefore.exercises.lastsource;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Brings the values of several sources to one consumer. Safe for any number of threads that put.
public final class Funnel<T> {
    private static final class Source<T> {
        final Queue<T> values = new ArrayDeque<>();
        boolean ended;
    }

    private final List<Source<T>> sources = new ArrayList<>(); // the list never changes; its content guarded by this
    private final int capacity;
    private int open; // guarded by this: sources that have not ended
    private int last; // guarded by this: the source that was served last

    /// @param capacity of each source
    public Funnel(int sources, int capacity) {
        this.capacity = capacity;
        for (int i = 0; i < sources; i++) {
            this.sources.add(new Source<>());
        }
        open = sources;
        last = sources - 1;
    }

    /// Waits while the source has too much in the funnel.
    ///
    /// @throws IllegalStateException when the source has ended
    /// @throws InterruptedException when interrupted; the value was not put
    public synchronized void put(int source, T value) throws InterruptedException {
        Source<T> to = sources.get(source);
        while (!to.ended && to.values.size() >= capacity) {
            wait();
        }
        if (to.ended) {
            throw new IllegalStateException("source " + source + " has ended");
        }
        to.values.add(value);
        notifyAll();
    }

    /// Nothing more comes from this source.
    public synchronized void end(int source) {
        if (!sources.get(source).ended) {
            sources.get(source).ended = true;
            open--;
            notifyAll();
        }
    }

    /// The next value of any source; null when all have ended.
    ///
    /// @throws InterruptedException when interrupted; nothing was taken
    public synchronized @Nullable T take() throws InterruptedException {
        while (true) {
            T next = poll();
            if (next != null || open < sources.size()) {
                return next;
            }
            wait();
        }
    }

    private @Nullable T poll() {
        for (int i = 1; i <= sources.size(); i++) {
            int candidate = (last + i) % sources.size();
            T value = sources.get(candidate).values.poll();
            if (value != null) {
                last = candidate;
                notifyAll();
                return value;
            }
        }
        return null;
    }
}
