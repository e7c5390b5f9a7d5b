package happensbefore.exercises.bytebudget;

import java.time.Duration;

/// A number of bytes that may be in flight.
public final class ByteBudget {
    private final long total;
    private long free; // guarded by this

    public ByteBudget(long total) {
        this.total = total;
        this.free = total;
    }

    /// Takes bytes, for as long as it takes.
    ///
    /// @throws IllegalArgumentException when they are less than 1 or more than there are in all
    public void acquire(long bytes) throws InterruptedException {
        while (!tryAcquire(bytes, Duration.ofDays(36_500))) {
            Thread.onSpinWait();
        }
    }

    /// Takes bytes within a time.
    ///
    /// @return false when the time was over
    /// @throws IllegalArgumentException when they are less than 1 or more than there are in all
    public synchronized boolean tryAcquire(long bytes, Duration timeout) throws InterruptedException {
        if (bytes < 1 || bytes > total) {
            throw new IllegalArgumentException(bytes + " of " + total + " bytes");
        }
        long end = System.nanoTime() + timeout.toNanos();
        while (free < bytes) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        free -= bytes;
        return true;
    }

    /// Gives bytes back.
    public synchronized void release(long bytes) {
        free += bytes;
        notify();
    }

    /// How many bytes are free now.
    public synchronized long available() {
        return free;
    }
}
