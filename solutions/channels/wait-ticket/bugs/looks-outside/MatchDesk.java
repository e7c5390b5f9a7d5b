package happensbefore.exercises.waitticket;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Where riders and drivers meet: each gets the other, first come, first served on both sides.
///
/// - Invariant: riders wait or drivers wait, never both.
/// - Linearizes: under the monitor, where two are matched or one leaves.
public final class MatchDesk<R, D> {
    private static final class Waiting {
        final Thread thread = Thread.currentThread();
        final Object self;
        volatile @Nullable Object partner; // written under the monitor

        Waiting(Object self) {
            this.self = self;
        }
    }

    private final Deque<Waiting> riders = new ArrayDeque<>(); // guarded by this
    private final Deque<Waiting> drivers = new ArrayDeque<>(); // guarded by this

    /// Waits for a driver.
    ///
    /// @return null when none came within the time
    @SuppressWarnings("unchecked") // only drivers are put into drivers
    public @Nullable D ride(R rider, Duration timeout) throws InterruptedException {
        return (D) meet(riders, drivers, rider, timeout);
    }

    /// Waits for a rider.
    ///
    /// @return null when none came within the time
    @SuppressWarnings("unchecked") // only riders are put into riders
    public @Nullable R drive(D driver, Duration timeout) throws InterruptedException {
        return (R) meet(drivers, riders, driver, timeout);
    }

    private @Nullable Object meet(Deque<Waiting> mine, Deque<Waiting> others, Object self, Duration timeout)
            throws InterruptedException {
        Waiting me = new Waiting(self);
        synchronized (this) {
            Waiting other = others.pollFirst();
            if (other != null) {
                other.partner = self;
                LockSupport.unpark(other.thread);
                return other.self;
            }
            mine.addLast(me);
        }
        return await(mine, me, timeout);
    }

    private @Nullable Object await(Deque<Waiting> mine, Waiting me, Duration timeout) throws InterruptedException {
        long start = System.nanoTime();
        boolean interrupted = false;
        while (me.partner == null) {
            long left = TimeUnit.NANOSECONDS.convert(timeout) - (System.nanoTime() - start);
            if ((interrupted || left <= 0) && leave(mine, me)) {
                if (interrupted) {
                    throw new InterruptedException();
                }
                return null;
            }
            LockSupport.parkNanos(this, left);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt(); // the match came first: the interrupt is kept for later
        }
        return me.partner;
    }

    /// False when it was matched meanwhile.
    private boolean leave(Deque<Waiting> mine, Waiting me) {
        if (me.partner != null) {
            return false;
        }
        synchronized (this) {
            mine.remove(me);
        }
        return true;
    }

    /// How many wait now, on either side.
    public synchronized int waiting() {
        return riders.size() + drivers.size();
    }
}
