package happensbefore.exercises.fairshare;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// Room for the items of several backends: a reserve for each, and a part that they share.
public final class SharedRoom {
    /// What is free: in each reserve, and in the shared part.
    public record Free(List<Integer> own, int shared) {}

    private final int backends;
    private final AtomicInteger free;

    /// @param backends 1 or more
    /// @param reserved items for which each backend has room of its own
    /// @param shared items for which there is room beside that
    public SharedRoom(int backends, int reserved, int shared) {
        this.backends = backends;
        free = new AtomicInteger(backends * reserved + shared);
    }

    /// Takes room for all the items, or for none. Any thread.
    ///
    /// @return false when there is not enough
    public boolean tryTake(int backend, int items) {
        int seen;
        do {
            seen = free.get();
            if (seen < items) {
                return false;
            }
        } while (!free.compareAndSet(seen, seen - items));
        return true;
    }

    /// Gives room back. Any thread.
    ///
    /// @param items no more than the backend holds
    public void give(int backend, int items) {
        free.addAndGet(items);
    }

    /// What is free, of one moment. Any thread.
    public Free free() {
        return new Free(Collections.nCopies(backends, 0), free.get());
    }
}
