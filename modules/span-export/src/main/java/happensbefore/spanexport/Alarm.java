package happensbefore.spanexport;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// Wakes one thread when a count that only grows has reached a number; whoever makes it grow pays one read.
///
/// - Invariant (Dekker): before the thread sleeps it sets the number, then looks at the count; others change
///   the
///   count, then look at the number. So one sees the other, and no number is slept over.
/// - Linearizes: at the write of the number, and at the read of it.
/// - Progress: [#reached] and [#ring] are wait-free.
public final class Alarm {
    private static final long OFF = Long.MAX_VALUE;

    private final Thread sleeper;
    private final LongSupplier count;
    private volatile long number = OFF;
    private volatile boolean rung;

    /// @param sleeper the one thread for which [#sleep], [#set] and [#silence] are
    /// @param count read and written as if volatile
    public Alarm(Thread sleeper, LongSupplier count) {
        this.sleeper = sleeper;
        this.count = count;
    }

    // @start region="wake"
    /// To be called after the count has become so many.
    ///
    /// @return whether somebody slept who had to be woken
    public boolean reached(long now) {
        return now >= number && wake(); // pairs with the write in set
    }

    /// Wakes the thread whatever the count is; if it does not sleep now, it will not until it has seen this.
    public void ring() {
        rung = true;
        boolean _ = wake();
    }

    private boolean wake() {
        if (number == OFF) {
            return false;
        }
        number = OFF; // one call is enough
        LockSupport.unpark(sleeper);
        return true;
    }

    /// Sleeps until the count has reached the number, until it rings, or so long; or less: look again.
    public void sleep(long until, long nanos) {
        if (set(until)) {
            LockSupport.parkNanos(this, nanos);
        }
        number = OFF;
    }

    /// Has the thread woken from now on.
    ///
    /// @return whether there is still something to sleep for
    public boolean set(long until) {
        number = until;
        return count.getAsLong() < until && !rung; // after the write of the number
    }
    // @end

    /// Ends the ringing.
    ///
    /// @return whether it rang; what made it ring is visible then
    public boolean silence() {
        boolean wasRung = rung;
        if (wasRung) {
            rung = false;
        }
        return wasRung;
    }
}
