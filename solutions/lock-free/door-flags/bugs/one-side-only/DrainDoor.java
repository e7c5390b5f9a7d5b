// The worker's side is in order, but the closer's load still overtakes its own store.
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
        INSIDE.setVolatile(this, true);
        if ((boolean) CLOSED.getVolatile(this)) {
            INSIDE.setRelease(this, false);
            return false;
        }
        return true;
    }

    public void leave() {
        INSIDE.setRelease(this, false);
    }

    public boolean close() {
        CLOSED.setRelease(this, true);
        return !(boolean) INSIDE.getVolatile(this);
    }
}
