package happensbefore.demos;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// How much load, and for how long. Begins when it is made. Thread-safe.
public final class Load {
    private final int threads;
    private final long seed;
    private final Runnable ended;
    private final long begin = System.nanoTime();
    private final long nanos;

    /// @param threads that the demo is to run
    /// @param seed decides what the load chooses at random: not how the threads are scheduled
    /// @param ended called when the load has ended, and what reports its metrics has not
    public Load(int threads, Duration duration, long seed, Runnable ended) {
        this.threads = threads;
        this.seed = seed;
        this.ended = ended;
        nanos = duration.toNanos();
    }

    public int threads() {
        return threads;
    }

    /// One thread's choices: the same for the same seed and number.
    Random choices(int thread) {
        return new Random(seed * 31 + thread);
    }

    /// Whether the time is over.
    boolean isOver() {
        return hasRun(1);
    }

    /// To be called once all is still, before the metrics are closed.
    void ended() {
        ended.run();
    }

    /// Whether that share of the time is over.
    boolean hasRun(double share) {
        return System.nanoTime() - begin >= share * nanos;
    }

    /// Keeps the processor busy so long.
    static void compute(long micros) {
        long end = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(micros);
        while (System.nanoTime() - end < 0) {
            Thread.onSpinWait();
        }
    }

    /// Waits so long, as for a network, and leaves the processor to others; less when interrupted.
    static void await(long micros) {
        long end = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(micros);
        for (long left = end - System.nanoTime();
                left > 0 && !Thread.currentThread().isInterrupted();
                left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
