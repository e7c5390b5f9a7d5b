package happensbefore.producerconsumer;

import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Threads that sleep until a condition may hold, and are woken one at a time by those who make it hold.
///
/// - Invariant (Dekker): a waiter enters, then looks; a signaler changes, then looks for waiters; a full fence stands
///   between the two steps on both sides. So one sees the other: no waiter sleeps past a change.
/// - Invariant (one change, one waiter): a waiter that was chosen looks again after it was chosen, or passes the
///   signal on. So a change that was not used up always has somebody on the way to it.
/// - Progress: `signal` takes the lock only when somebody waits. For any number of threads.
public final class ParkedThreads {
    /// A thread that waits, from [#enter] to [#leave].
    public static final class Waiter {
        private final Thread thread = Thread.currentThread();
        private volatile boolean chosen;

        private Waiter() {}

        /// Whether a signaler has chosen this waiter.
        public boolean chosen() {
            return chosen;
        }
    }

    private final ArrayDeque<Waiter> waiters = new ArrayDeque<>(); // guarded by this
    private volatile int waiting; // the size of waiters, to be read without the lock

    // @start region="enter"
    /// From now on a signaler can choose this thread. What it waits for must be looked at after this.
    public Waiter enter() {
        Waiter self = new Waiter();
        synchronized (this) {
            waiters.add(self);
            waiting = waiters.size();
        }
        VarHandle.fullFence(); // pairs with the one in signal: the caller's look comes after the entry
        return self;
    }

    /// Wakes the waiter that has waited longest, if there is one. To be called after the change it waits for.
    public void signal() {
        VarHandle.fullFence(); // pairs with the one in enter: the look for waiters comes after the caller's change
        if (waiting > 0) {
            wakeOldest();
        }
    }
    // @end

    /// As [#signal], to every waiter: for a change after which nobody needs to wait again.
    public void signalAll() {
        VarHandle.fullFence(); // as in signal
        while (waiting > 0) {
            wakeOldest();
        }
    }

    /// How many wait that were not chosen yet.
    public int waiting() {
        return waiting;
    }

    private void wakeOldest() {
        Waiter oldest;
        synchronized (this) {
            oldest = waiters.poll();
            waiting = waiters.size();
        }
        if (oldest != null) {
            oldest.chosen = true;
            LockSupport.unpark(oldest.thread);
        }
    }

    // @start region="leave"
    /// Ends the waiting.
    ///
    /// @param willLook false when this thread goes away without another look at what it waited for
    public void leave(Waiter self, boolean willLook) {
        boolean waited;
        synchronized (this) {
            waited = waiters.remove(self);
            waiting = waiters.size();
        }
        if (!waited && !willLook) {
            signal(); // it was chosen: the change is for somebody else
        }
    }
    // @end

    // @start region="await"
    /// Sleeps until `ready` holds or this thread was chosen; then what it waits for is worth another try.
    ///
    /// @param deadline by [System#nanoTime]; [Long#MAX_VALUE] for none
    /// @return false when the deadline came first
    /// @throws InterruptedException when interrupted meanwhile
    public boolean await(BooleanSupplier ready, long deadline) throws InterruptedException {
        boolean willLook = false;
        Waiter self = enter();
        try {
            while (!self.chosen && !ready.getAsBoolean()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (!park(deadline)) {
                    return false;
                }
            }
            willLook = true;
            return true;
        } finally {
            leave(self, willLook);
        }
    }

    private boolean park(long deadline) {
        if (deadline == Long.MAX_VALUE) {
            LockSupport.park(this);
            return true;
        }
        long left = deadline - System.nanoTime();
        if (left > 0) {
            LockSupport.parkNanos(this, left);
        }
        return left > 0;
    }
    // @end
}
