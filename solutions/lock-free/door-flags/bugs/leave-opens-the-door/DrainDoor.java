// `leave` sets the whole word to zero, and wipes out that the door was closed meanwhile.
package happensbefore.exercises.doorflags;

import java.util.concurrent.atomic.AtomicInteger;

public final class DrainDoor {
    private static final int INSIDE = 1;
    private static final int CLOSED = 2;

    private final AtomicInteger state = new AtomicInteger();

    public boolean enter() {
        return state.compareAndSet(0, INSIDE);
    }

    public void leave() {
        state.set(0);
    }

    public boolean close() {
        return (state.getAndUpdate(seen -> seen | CLOSED) & INSIDE) == 0;
    }
}
