package happensbefore.exercises.sharedloop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The iterations of a loop: its owner takes them from the end, helpers from the beginning.
public final class SharedLoop {
    private static final VarHandle HEAD = handle("head");
    private static final VarHandle TAIL = handle("tail");

    private int head;
    private int tail;

    /// @param iterations how many there are: 0 to `iterations - 1`
    public SharedLoop(int iterations) {
        TAIL.setRelease(this, iterations);
    }

    /// Takes an iteration. For the owner only.
    ///
    /// @return its number, or -1 when none is left
    public int next() {
        int mine = (int) TAIL.getOpaque(this) - 1;
        TAIL.setRelease(this, mine);
        if ((int) HEAD.getAcquire(this) <= mine) {
            return mine;
        }
        TAIL.setRelease(this, mine + 1); // a helper is there: let the lock decide
        synchronized (this) {
            if ((int) HEAD.getAcquire(this) > mine) {
                return -1;
            }
            TAIL.setRelease(this, mine);
            return mine;
        }
    }

    /// Takes an iteration. For any other thread.
    ///
    /// @return its number, or -1 when none is left
    public int help() {
        synchronized (this) {
            int mine = (int) HEAD.getOpaque(this);
            HEAD.setRelease(this, mine + 1);
            if (mine < (int) TAIL.getAcquire(this)) {
                return mine;
            }
            HEAD.setRelease(this, mine);
            return -1;
        }
    }

    private static VarHandle handle(String field) {
        try {
            return MethodHandles.lookup().findVarHandle(SharedLoop.class, field, int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
