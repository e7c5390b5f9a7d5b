package happensbefore.exercises.doorflags;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Keeps a worker and a closer apart: whoever raises its flag second sees the other's.
public final class DrainDoor {
    private static final VarHandle INSIDE;
    private static final VarHandle CLOSED;

    static {
        try {
            INSIDE = MethodHandles.lookup().findVarHandle(DrainDoor.class, "inside", boolean.class);
            CLOSED = MethodHandles.lookup().findVarHandle(DrainDoor.class, "closed", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private boolean inside;
    private boolean closed;

    /// Tries to go in; one worker.
    ///
    /// @return true when inside, false when the door is closed
    public boolean enter() {
        INSIDE.setRelease(this, true);
        if ((boolean) CLOSED.getAcquire(this)) {
            INSIDE.setRelease(this, false);
            return false;
        }
        return true;
    }

    /// Goes out; the worker that is inside.
    public void leave() {
        INSIDE.setRelease(this, false);
    }

    /// Closes the door for good; one closer.
    ///
    /// @return true when nobody is inside
    public boolean close() {
        CLOSED.setRelease(this, true);
        return !(boolean) INSIDE.getAcquire(this);
    }
}
