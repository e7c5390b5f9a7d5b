package happensbefore.exercises.fairshare;

import java.util.ArrayList;
import java.util.List;

/// Room for the items of several backends: a reserve for each, and a part that they share.
public final class SharedRoom {
    /// What is free: in each reserve, and in the shared part.
    public record Free(List<Integer> own, int shared) {}

    private final int reserved;
    private final int shared;
    private final int[] held; // guarded by this
    private int borrowed; // of all backends; guarded by this

    /// @param backends 1 or more
    /// @param reserved items for which each backend has room of its own
    /// @param shared items for which there is room beside that
    public SharedRoom(int backends, int reserved, int shared) {
        this.reserved = reserved;
        this.shared = shared;
        held = new int[backends];
    }

    /// Takes room for all the items, or for none. Any thread.
    ///
    /// @return false when there is not enough
    public synchronized boolean tryTake(int backend, int items) {
        int more = debt(held[backend] + items) - debt(held[backend]);
        int all = items;
        for (int each : held) {
            all += each;
        }
        if (all > held.length * reserved + shared) {
            return false;
        }
        held[backend] += items;
        borrowed += more;
        return true;
    }

    /// Gives room back. Any thread.
    ///
    /// @param items no more than the backend holds
    public synchronized void give(int backend, int items) {
        borrowed -= debt(held[backend]) - debt(held[backend] - items);
        held[backend] -= items;
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
