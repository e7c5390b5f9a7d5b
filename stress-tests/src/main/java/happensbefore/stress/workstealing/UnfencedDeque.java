package happensbefore.stress.workstealing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// A deque that is broken on purpose: `ChaseLevDeque` without growth, and without the full fence in `pop`. Every other
/// access is as strong.
final class UnfencedDeque {
    private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final VarHandle TOP = handle("top");
    private static final VarHandle BOTTOM = handle("bottom");

    private final @Nullable Object[] slots = new Object[2];
    private long top;
    private long bottom;

    void push(Object item) {
        SLOTS.setOpaque(slots, (int) bottom & 1, item);
        BOTTOM.setRelease(this, bottom + 1);
    }

    @Nullable
    Object pop() {
        // @start region="unfenced"
        long bottom = this.bottom - 1;
        BOTTOM.setRelease(this, bottom); // too weak: the read of top may come before the store is seen
        long top = (long) TOP.getVolatile(this);
        // @end
        if (top > bottom) {
            BOTTOM.setOpaque(this, top);
            return null;
        }
        Object item = (Object) SLOTS.getOpaque(slots, (int) bottom & 1);
        if (top == bottom) {
            boolean won = TOP.compareAndSet(this, top, top + 1);
            BOTTOM.setOpaque(this, top + 1);
            return won ? item : null;
        }
        return item;
    }

    @Nullable
    Object steal() {
        long top = (long) TOP.getVolatile(this);
        long bottom = (long) BOTTOM.getVolatile(this);
        if (top >= bottom) {
            return null;
        }
        Object item = (Object) SLOTS.getOpaque(slots, (int) top & 1);
        return TOP.compareAndSet(this, top, top + 1) ? item : null;
    }

    private static VarHandle handle(String field) {
        try {
            return MethodHandles.lookup().findVarHandle(UnfencedDeque.class, field, long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
