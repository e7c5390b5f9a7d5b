package happensbefore.channels;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/// A thread that waits once, for the first of one or more cases.
///
/// One word decides between all that can end the wait: a wake-up for one of the cases, the end of its time,
/// an interrupt. Its states: WAITING (awake still), PARKED, CANCELLED, or the number of the case that was
/// chosen; WAITING and PARKED go to the others by compare-and-set, so exactly one of them wins.
final class Waiter {
    /// What came of a choice.
    enum Choice {
        /// The wait has been decided otherwise: somebody else must be chosen.
        TOO_LATE,
        IS_AWAKE,
        MUST_WAKE
    }

    static final int CANCELLED = -1;
    private static final int WAITING = -2;
    private static final int PARKED = -3;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup()
                    .findVarHandle(Waiter.class, "state", int.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Thread thread = Thread.currentThread();
    private volatile int state;

    Waiter() {
        STATE.set(this, WAITING); // plain: whatever publishes a ticket of this waiter publishes it too
    }

    boolean isWaiting() {
        int seen = state;
        return seen == WAITING || seen == PARKED;
    }

    /// Chooses a case, from any thread. Who succeeds must then call [#wake] if that is what is said:
    /// outside of any lock, which the thread that wakes up would want.
    Choice choose(int number) {
        // It goes from WAITING to PARKED only, so one try for each. Release: pairs with the waiter's reads of state.
        if (STATE.compareAndSet(this, WAITING, number)) {
            return Choice.IS_AWAKE;
        }
        return STATE.compareAndSet(this, PARKED, number) ? Choice.MUST_WAKE : Choice.TOO_LATE;
    }

    void wake() {
        LockSupport.unpark(thread);
    }

    /// Gives up, from the waiting thread. Returns what was decided: `CANCELLED`, or a case that was chosen
    /// first.
    int cancel() {
        boolean _ = STATE.compareAndSet(this, WAITING, CANCELLED) || STATE.compareAndSet(this, PARKED, CANCELLED);
        return state;
    }

    /// Waits until a case is chosen, the time is over or the thread is interrupted.
    ///
    /// @return the case, or `CANCELLED`; an interrupt stays set, for the caller to see
    int await(Deadline deadline, Patience patience) {
        for (int turn = 0; turn < patience.turns() && state == WAITING && !deadline.isOver(); turn++) {
            patience.pause(turn);
        }
        boolean _ = state == WAITING && STATE.compareAndSet(this, WAITING, PARKED);
        while (state == PARKED) {
            if (Thread.currentThread().isInterrupted() || deadline.isOver()) {
                return cancel();
            }
            deadline.park(this);
        }
        return state;
    }
}
