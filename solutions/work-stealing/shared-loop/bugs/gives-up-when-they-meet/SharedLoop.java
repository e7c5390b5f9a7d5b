package happensbefore.exercises.sharedloop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The iterations of a loop: its owner takes them from the end, helpers from the beginning.
///
/// - Invariant: iterations from `head` on and below `tail` are free. Only the owner moves `tail`; `head` is moved under the
///   lock.
/// - Each side moves its own index first and reads the other's second, both volatile: one of two that meet sees the other,
///   and the owner then asks again under the lock.
/// - Progress: the owner takes the lock for the last iterations only.
public final class SharedLoop {
    private static final VarHandle HEAD = handle("head");
    private static final VarHandle TAIL = handle("tail");

    private int head;
    private int tail;

    /// @param iterations how many there are: 0 to `iterations - 1`
    public SharedLoop(int iterations) {
        TAIL.setVolatile(this, iterations);
    }

    /// Takes an iteration. For the owner only.
    ///
    /// @return its number, or -1 when none is left
    public int next() {
        int mine = (int) TAIL.getOpaque(this) - 1;
        TAIL.setVolatile(this, mine); // before the next line, for all: pairs with help
        if ((int) HEAD.getVolatile(this) <= mine) {
            return mine;
        }
        TAIL.setVolatile(this, mine + 1); // a helper is there: leave it to the helper
        return -1;
    }

    /// Takes an iteration. For any other thread.
    ///
    /// @return its number, or -1 when none is left
    public int help() {
        synchronized (this) {
            int mine = (int) HEAD.getOpaque(this);
            HEAD.setVolatile(this, mine + 1); // before the next line, for all: pairs with next
            if (mine < (int) TAIL.getVolatile(this)) {
                return mine;
            }
            HEAD.setVolatile(this, mine);
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
