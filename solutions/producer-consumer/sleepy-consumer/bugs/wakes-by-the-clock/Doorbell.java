package happensbefore.exercises.sleepyconsumer;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Lets one worker wait until somebody has rung. Rings that come before it has answered count as one.
public final class Doorbell {
    private volatile boolean rung;
    private volatile @Nullable Thread sleeper;

    /// Says that there is something to do. Any thread.
    public void ring() {
        rung = true; // before the look for a sleeper: pairs with await, which does the reverse
        Thread worker = sleeper;
        if (worker != null) {
            LockSupport.unpark(worker);
        }
    }

    /// Waits until the bell was rung since the last call returned. One thread at a time.
    public void await() throws InterruptedException {
        sleeper = Thread.currentThread();
        try {
            while (!rung) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                LockSupport.parkNanos(this, 1_000_000);
            }
            rung = false;
        } finally {
            sleeper = null;
        }
    }
}
