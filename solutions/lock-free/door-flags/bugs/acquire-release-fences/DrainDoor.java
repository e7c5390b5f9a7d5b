// A store fence and a load fence: neither one holds an earlier store in front of a later load.
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
        INSIDE.setOpaque(this, true);
        VarHandle.releaseFence();
        VarHandle.acquireFence();
        if ((boolean) CLOSED.getOpaque(this)) {
            INSIDE.setRelease(this, false);
            return false;
        }
        return true;
    }

    public void leave() {
        INSIDE.setRelease(this, false);
    }

    public boolean close() {
        CLOSED.setOpaque(this, true);
        VarHandle.releaseFence();
        VarHandle.acquireFence();
        return !(boolean) INSIDE.getOpaque(this);
    }
}
