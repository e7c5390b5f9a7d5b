package happensbefore.exercises.lastminute;

/// How many spans there were in the last windows of time, and how long they took. For any number of threads.
public final class SlidingStats {
    /// @param nanos that they took together
    /// @param late spans that came too late for their window, since the beginning
    public record Stats(long count, long nanos, long late) {}

    /// A place of the ring, and the window that has it.
    private static final class Window {
        long number; // guarded by the statistics, as below
        long count;
        long nanos;
    }

    private final Window[] ring;
    private final long length;
    private long newest; // guarded by this, as below
    private boolean begun;
    private long late;

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
    public synchronized void record(long nanos, long now) {
        long number = Math.floorDiv(now, length);
        if (begun && number <= newest - ring.length) {
            late++;
            return;
        }
        newest = begun ? Math.max(newest, number) : number;
        begun = true;
        Window window = ring[Math.floorMod(number, ring.length)];
        if (window.number != number) {
            window.number = number;
            window.count = 0;
            window.nanos = 0;
        }
        window.count++;
        window.nanos += nanos;
    }

    /// The window of that time and those before it, as many as there are.
    ///
    /// @param now by [System#nanoTime]
    public Stats stats(long now) {
        long last = Math.floorDiv(now, length);
        long count = 0;
        long nanos = 0;
        for (Window window : ring) {
            if (window.number <= last && window.number > last - ring.length) {
                count += window.count;
                nanos += window.nanos;
            }
        }
        return new Stats(count, nanos, late);
    }
}
