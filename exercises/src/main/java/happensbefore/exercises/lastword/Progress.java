package happensbefore.exercises.lastword;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// How far a job has come.
public final class Progress {
    private volatile @Nullable Thread waiter;
    private volatile long done;
    private volatile boolean finished;

    /// Reports that so much is done. What is less than was reported before changes nothing.
    ///
    /// @throws IllegalStateException when the job has finished
    public void report(long done) {
        if (finished) {
            throw new IllegalStateException("the job has finished");
        }
        this.done = done;
        LockSupport.unpark(waiter);
    }

    /// Says that nothing more will be done.
    public void finish() {
        finished = true;
        LockSupport.unpark(waiter);
    }

    /// How much is done.
    public long done() {
        return done;
    }

    /// Waits until so much is done.
    ///
    /// @return false when the job has finished with less
    /// @throws TimeoutException when neither came in time
    public boolean awaitAtLeast(long mark, Duration timeout) throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + timeout.toNanos();
        while (!finished) {
            if (done >= mark) {
                return true;
            }
            if (System.nanoTime() > end) {
                throw new TimeoutException("not at " + mark + " within " + timeout);
            }
            waiter = Thread.currentThread();
            LockSupport.parkNanos(this, timeout.toNanos());
        }
        return false;
    }
}
