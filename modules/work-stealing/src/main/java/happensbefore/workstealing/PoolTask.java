package happensbefore.workstealing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// How far a fork is, for those who may run it.
///
/// One that was forked begins as `FORKED`, and whoever takes it from its deque runs it. One that came by `execute` or
/// `submit` begins as `OFFERED`, and one CAS makes it somebody's: `TAKEN` by who runs it, be it the one that joins
/// it, or `RETURNED` by `shutdownNow`. What stands in a queue after that is passed over. Later states are [Fork]'s.
abstract class PoolTask {
    static final int FORKED = 0;
    static final int OFFERED = 1;
    static final int TAKEN = 2;
    static final int RETURNED = 3;
    static final int FIRST_END = 4;

    private static final VarHandle STATE = handle("state", int.class);
    private static final VarHandle PLACE = handle("place", Place.class);

    /// A worker, as the one that runs a task, or as the one in whose deque it was put. One object of each for each
    /// worker: a task needs one field for both, and one store.
    record Place(Worker worker, boolean runs) {}

    volatile int state;
    private @Nullable Place place;

    /// Does the work, and throws nothing. For the one that has claimed it.
    abstract void perform();

    /// To be called after it was returned.
    void returned() {}

    /// By its submitter, before it goes into a queue.
    final void offer() {
        STATE.setOpaque(this, OFFERED); // the queue publishes it
    }

    final boolean isOffered() {
        return (int) STATE.getOpaque(this) == OFFERED;
    }

    /// Whether it was forked, and neither cancelled nor run to its end.
    final boolean isForked() {
        return state == FORKED;
    }

    /// Makes an offered task the caller's, to run or to return. A fork is so by being out of its deque.
    final boolean claim(int as) {
        int now = state;
        return now == OFFERED ? moved(OFFERED, as) : now == FORKED;
    }

    final boolean moved(int from, int to) {
        return STATE.compareAndSet(this, from, to);
    }

    /// Where it is, as far as it is known to the reader.
    final @Nullable Place place() {
        return (Place) PLACE.getAcquire(this);
    }

    final void place(Place here) {
        PLACE.setRelease(this, here);
    }

    private static VarHandle handle(String field, Class<?> type) {
        try {
            return MethodHandles.lookup()
                    .findVarHandle(PoolTask.class, field, type)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
