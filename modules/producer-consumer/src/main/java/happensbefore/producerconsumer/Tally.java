package happensbefore.producerconsumer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLongArray;

/// What one handle has done so far. Written by its owner alone, so counting costs a store; read by anyone.
///
/// The numbers stand 128 bytes away from other objects' fields, where HotSpot lays them out as declared: a count never
/// takes a cache line from another thread.
final class Tally {
    private static final VarHandle MOVED = handle("moved");
    private static final VarHandle WAITED = handle("waitedNanos");

    long unused01, unused02, unused03, unused04, unused05, unused06, unused07, unused08;
    long unused09, unused10, unused11, unused12, unused13, unused14, unused15, unused16;

    private long moved; // items put, or items taken
    private long waitedNanos;

    long unused17, unused18, unused19, unused20, unused21, unused22, unused23, unused24;
    long unused25, unused26, unused27, unused28, unused29, unused30, unused31, unused32;

    private final AtomicLongArray dropped = new AtomicLongArray(DropReason.values().length);

    void move() {
        MOVED.setRelease(this, moved + 1); // release: pairs with the acquire in moved
    }

    void waited(long nanos) {
        WAITED.setRelease(this, waitedNanos + nanos);
    }

    void drop(DropReason reason) {
        dropped.setRelease(reason.ordinal(), dropped.getPlain(reason.ordinal()) + 1);
    }

    long moved() {
        return (long) MOVED.getAcquire(this); // acquire: pairs with the release in move
    }

    long waitedNanos() {
        return (long) WAITED.getAcquire(this);
    }

    long dropped(DropReason reason) {
        return dropped.getAcquire(reason.ordinal());
    }

    private static VarHandle handle(String field) {
        try {
            return MethodHandles.lookup()
                    .findVarHandle(Tally.class, field, long.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
