package happensbefore.producerconsumer;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Where the threads of one side wait, in the chosen way, for a change that the other side makes and signals.
final class WaitPoint {
    /// No deadline.
    static final long FOREVER = Long.MAX_VALUE;

    private final boolean yields;
    private final @Nullable ParkedThreads parked; // null: nobody sleeps, so nobody needs to be woken

    WaitPoint(WaitStrategy strategy) {
        yields = strategy instanceof WaitStrategy.Yield;
        parked = strategy instanceof WaitStrategy.Park ? new ParkedThreads() : null;
    }

    /// To be called after a change that lets one waiter go on.
    void signal() {
        if (parked != null) {
            parked.signal();
        }
    }

    /// To be called after a change that lets all waiters go on.
    void signalAll() {
        if (parked != null) {
            parked.signalAll();
        }
    }

    // @start region="await"
    /// Waits until `ready` may hold: it is worth another try, which can still come too late.
    ///
    /// @param deadline by [System#nanoTime], or [#FOREVER]
    /// @return false when the deadline came first
    /// @throws InterruptedException when interrupted meanwhile
    boolean await(BooleanSupplier ready, long deadline) throws InterruptedException {
        if (parked != null) {
            return parked.await(ready, deadline);
        }
        while (!ready.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (deadline != FOREVER && System.nanoTime() - deadline >= 0) {
                return false;
            }
            if (yields) {
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        }
        return true;
    }
    // @end
}
