// The fence stands before the store, where it holds nothing back: it belongs between the store and the load.
package happensbefore.exercises.doorflags;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

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

    public boolean enter() {
        VarHandle.fullFence();
        INSIDE.setRelease(this, true);
        if ((boolean) CLOSED.getAcquire(this)) {
            INSIDE.setRelease(this, false);
            return false;
        }
        return true;
    }

    public void leave() {
        INSIDE.setRelease(this, false);
    }

    public boolean close() {
        VarHandle.fullFence();
        CLOSED.setRelease(this, true);
        return !(boolean) INSIDE.getAcquire(this);
    }
}
