package happensbefore.exercises.fairmerge;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Several lanes, merged into one stream.
public final class FairMerge<T> {
    private static final class Lane<T> {
        final Queue<T> values = new ArrayDeque<>();
        boolean closed;
    }

    private final List<Lane<T>> lanes = new ArrayList<>(); // the lanes: guarded by this

    public FairMerge(int lanes) {
        for (int i = 0; i < lanes; i++) {
            this.lanes.add(new Lane<>());
        }
    }

    /// Adds a value to a lane.
    ///
    /// @throws IllegalStateException when that lane is closed
    public synchronized void put(int lane, T value) {
        if (lanes.get(lane).closed) {
            throw new IllegalStateException("lane " + lane + " is closed");
        }
        lanes.get(lane).values.add(value);
        notifyAll();
    }

    /// Says that nothing more will come on a lane. What is there is still served. Idempotent.
    public synchronized void close(int lane) {
        lanes.get(lane).closed = true;
        notifyAll();
    }

    /// The next value; waits while there is none. Null when all lanes are closed and nothing is left.
    public synchronized @Nullable T next() throws InterruptedException {
        while (true) {
            for (Lane<T> lane : lanes) {
                T value = lane.values.poll();
                if (value != null) {
                    return value;
                }
                if (lane.closed) {
                    return null;
                }
            }
            wait();
        }
    }
}
