package happensbefore.exercises.lastminute;

import java.util.concurrent.atomic.AtomicLong;

/// How many spans there were in the last windows of time, and how long they took. For any number of threads.
public final class SlidingStats {
    /// @param nanos that they took together
    /// @param late spans that came too late for their window, since the beginning
    public record Stats(long count, long nanos, long late) {}

    private static final class Window {
        final AtomicLong number = new AtomicLong();
        final AtomicLong count = new AtomicLong();
        final AtomicLong nanos = new AtomicLong();
    }

    private final Window[] ring;
    private final long length;

    /// @param windows in the ring; 1 or more
    /// @param length of a window, in nanoseconds; 1 or more
    public SlidingStats(int windows, long length) {
        this.length = length;
        ring = new Window[windows];
        for (int i = 0; i < windows; i++) {
            ring[i] = new Window();
        }
    }

    /// A span that took so long.
    ///
    /// @param now by [System#nanoTime]
    public void record(long nanos, long now) {
        long number = now / length;
        Window window = ring[(int) (number % ring.length)];
        if (window.number.getAndSet(number) != number) {
            window.count.set(0);
            window.nanos.set(0);
        }
        window.count.incrementAndGet();
        window.nanos.addAndGet(nanos);
    }

    /// The window of that time and those before it, as many as there are.
    ///
    /// @param now by [System#nanoTime]
    public Stats stats(long now) {
        long count = 0;
        long nanos = 0;
        for (Window window : ring) {
            count += window.count.get();
            nanos += window.nanos.get();
        }
        return new Stats(count, nanos, 0);
    }
}
