package happensbefore.exercises.fairshare;

import java.util.ArrayList;
import java.util.List;

/// Room for the items of several backends: a reserve for each, and a part that they share.
public final class SharedRoom {
    /// What is free: in each reserve, and in the shared part.
    public record Free(List<Integer> own, int shared) {}

    private final int reserved;
    private final int shared;
    private final int[] held; // each guarded by its lock
    private final Object[] locks;
    private volatile int borrowed; // of all backends

    /// @param backends 1 or more
    /// @param reserved items for which each backend has room of its own
    /// @param shared items for which there is room beside that
    public SharedRoom(int backends, int reserved, int shared) {
        this.reserved = reserved;
        this.shared = shared;
        held = new int[backends];
        locks = new Object[backends];
        for (int i = 0; i < backends; i++) {
            locks[i] = new Object();
        }
    }

    /// Takes room for all the items, or for none. Any thread.
    ///
    /// @return false when there is not enough
    public boolean tryTake(int backend, int items) {
        synchronized (locks[backend]) {
            int more = debt(held[backend] + items) - debt(held[backend]);
            int before = borrowed;
            if (more > shared - before) {
                return false;
            }
            held[backend] += items;
            borrowed = before + more;
            return true;
        }
    }

    /// Gives room back. Any thread.
    ///
    /// @param items no more than the backend holds
    public void give(int backend, int items) {
        synchronized (locks[backend]) {
            int before = borrowed;
            borrowed = before - debt(held[backend]) + debt(held[backend] - items);
            held[backend] -= items;
        }
    }

    private int debt(int items) {
        return Math.max(0, items - reserved);
    }

    /// What is free, of one moment. Any thread.
    public synchronized Free free() {
        List<Integer> own = new ArrayList<>();
        for (int items : held) {
            own.add(Math.max(0, reserved - items));
        }
        return new Free(own, shared - borrowed);
    }
}
