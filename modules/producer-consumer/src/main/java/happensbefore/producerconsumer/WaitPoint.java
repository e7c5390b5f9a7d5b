package happensbefore.producerconsumer;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Where the threads of one side wait, in the chosen way, for a change that the other side makes and signals.
final class WaitPoint {
    /// No deadline.
    static final long FOREVER = Long.MAX_VALUE;

    private static final int LOOKS_PER_YIELD = 10;

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

    // @start region="pause"
    /// Between two looks, before the wait is taken for a long one. Who would sleep gives way now and then: where
    /// threads outnumber processors, the other side may need this very one to make the change.
    ///
    /// @param look how many looks came before
    void pause(int look) {
        if (parked != null && look % LOOKS_PER_YIELD == LOOKS_PER_YIELD - 1) {
            Thread.yield();
        } else {
            Thread.onSpinWait();
        }
    }
    // @end

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
