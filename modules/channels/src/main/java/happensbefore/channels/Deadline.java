package happensbefore.channels;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Until when a call waits, by `System.nanoTime()`.
final class Deadline {
    /// Waits for as long as it takes.
    static final Deadline NEVER = new Deadline(0, Long.MAX_VALUE);

    private final long start;
    private final long nanos;

    private Deadline(long start, long nanos) {
        this.start = start;
        this.nanos = nanos;
    }

    /// Zero and less: at once. 292 years and more: never.
    static Deadline in(Duration timeout) {
        long nanos = nanos(timeout);
        return nanos == Long.MAX_VALUE ? NEVER : new Deadline(System.nanoTime(), nanos);
    }

    static Deadline inNanos(long nanos) {
        return new Deadline(System.nanoTime(), nanos);
    }

    private static long nanos(Duration timeout) {
        try {
            return timeout.toNanos();
        } catch (ArithmeticException e) {
            return timeout.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }

    boolean isOver() {
        return nanos != Long.MAX_VALUE && left() <= 0;
    }

    void park(Object blocker) {
        if (nanos == Long.MAX_VALUE) {
            LockSupport.park(blocker);
        } else {
            LockSupport.parkNanos(blocker, left());
        }
    }

    private long left() {
        return nanos - (System.nanoTime() - start);
    }
}
