package happensbefore.exercises.fairshare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Room for the items of several backends: a reserve for each, and a part that they share.
public final class SharedRoom {
    /// What is free: in each reserve, and in the shared part.
    public record Free(List<Integer> own, int shared) {}

    private final int reserved;
    private final int[] own; // free in each reserve; guarded by this
    private int free; // in the shared part; guarded by this

    /// @param backends 1 or more
    /// @param reserved items for which each backend has room of its own
    /// @param shared items for which there is room beside that
    public SharedRoom(int backends, int reserved, int shared) {
        this.reserved = reserved;
        own = new int[backends];
        Arrays.fill(own, reserved);
        free = shared;
    }

    /// Takes room for all the items, or for none. Any thread.
    ///
    /// @return false when there is not enough
    public synchronized boolean tryTake(int backend, int items) {
        int fromOwn = Math.min(items, own[backend]);
        if (items - fromOwn > free) {
            return false;
        }
        own[backend] -= fromOwn;
        free -= items - fromOwn;
        return true;
    }

    /// Gives room back. Any thread.
    ///
    /// @param items no more than the backend holds
    public synchronized void give(int backend, int items) {
        int toOwn = Math.min(items, reserved - own[backend]);
        own[backend] += toOwn;
        free += items - toOwn;
    }

    /// What is free, of one moment. Any thread.
    public synchronized Free free() {
        List<Integer> each = new ArrayList<>();
        for (int items : own) {
            each.add(items);
        }
        return new Free(each, free);
    }
}
