package happensbefore.benchmarks.producerconsumer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// What is handed over: a producer's own counter. A consumer's work is to count on it, so the producer sees how many of
/// its items have been consumed.
final class Tick {
    private static final VarHandle COUNT;

    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(Tick.class, "count", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long count;

    /// For one consumer.
    void consumed() {
        COUNT.setRelease(this, count + 1);
    }

    /// For several consumers.
    void consumedByOneOfMany() {
        long _ = (long) COUNT.getAndAdd(this, 1L);
    }

    /// Gives way to the consumer, which may have to share a processor with its producers.
    void awaitCount(long expected) {
        while ((long) COUNT.getAcquire(this) < expected) {
            Thread.yield();
        }
    }
}
