package happensbefore.channels;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Threads that sleep until something has changed. Whoever changes it wakes all of them.
///
/// - Invariant: whenever a thread parks, its sleeper is on the stack, or in the hands of one who is about to wake
///   it.
/// - No wake-up is lost: who sleeps lists itself and then looks; who changes something writes that and then looks
///   for sleepers. All four are volatile, so that one of the two sees the other (Dekker's argument).
/// - Progress: `wakeAll` is lock-free, and a single volatile read when nobody sleeps.
///
/// The stack is Treiber's (1986), taken as a whole, so that no ABA arises. A sleeper lists itself again only after
/// who took it has read its successor.
final class Sleepers {
    static final long FOREVER = Long.MAX_VALUE; // nanoseconds

    /// One who sleeps now and then, on one thread at a time. It stays on the stack when its time ends, so that
    /// waiting with short timeouts leaves nothing behind.
    static final class Sleeper {
        private volatile @Nullable Thread thread;
        volatile boolean listed;
        private @Nullable Sleeper next; // written before the CAS that lists it
    }

    private final AtomicReference<@Nullable Sleeper> top = new AtomicReference<>();

    static long nanos(Duration timeout) {
        return TimeUnit.NANOSECONDS.convert(timeout);
    }

    // @start region="sleep"
    /// Sleeps until it holds, and no shorter than the time unless it does.
    ///
    /// @return false when the time was over and it did not hold
    /// @throws InterruptedException when interrupted and it does not hold; if it does, the interrupt is kept
    boolean sleepUntil(BooleanSupplier condition, Sleeper me, long nanos) throws InterruptedException {
        if (condition.getAsBoolean()) {
            return true;
        }
        long start = nanos == FOREVER ? 0 : System.nanoTime();
        me.thread = Thread.currentThread();
        try {
            while (true) {
                list(me);
                if (condition.getAsBoolean()) { // after it is listed: pairs with the writer's read of top
                    return true;
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                long left = nanos == FOREVER ? FOREVER : nanos - (System.nanoTime() - start);
                if (left <= 0) {
                    return false;
                }
                park(left);
            }
        } finally {
            me.thread = null;
        }
    }

    private void list(Sleeper me) {
        if (me.listed) {
            return;
        }
        me.listed = true;
        do {
            me.next = top.get();
        } while (!top.compareAndSet(me.next, me));
    }
    // @end

    private void park(long nanos) {
        if (nanos == FOREVER) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, nanos);
        }
    }

    /// For one who will not sleep again: nothing of it is left here.
    void leave(Sleeper me) {
        if (me.listed) {
            wakeAll();
        }
    }

    // @start region="wake"
    /// For whoever has changed something, after the change.
    void wakeAll() {
        if (top.get() == null) {
            return;
        }
        Sleeper sleeper = top.getAndSet(null);
        while (sleeper != null) {
            Sleeper next = sleeper.next; // before it may list itself again
            sleeper.listed = false;
            LockSupport.unpark(sleeper.thread); // after listed: who comes now lists itself, and looks
            sleeper = next;
        }
    }
    // @end
}
