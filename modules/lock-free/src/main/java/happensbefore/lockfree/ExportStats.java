package happensbefore.lockfree;

/// How many exports began and how they ended, readable together as of one moment.
///
/// - Invariant: `started = succeeded + failed + inFlight` in every snapshot, and each of them was true at one moment.
/// - Linearizes, progress: as [MonotonicCounts].
///
/// Safe for any number of threads.
public final class ExportStats {
    /// The counts at one moment. None is negative if every end was counted after its start.
    public record Snapshot(long started, long succeeded, long failed) {
        /// Begun and not yet ended.
        public long inFlight() {
            return started - succeeded - failed;
        }
    }

    private static final int STARTED = 0;
    private static final int SUCCEEDED = 1;
    private static final int FAILED = 2;

    private final MonotonicCounts counts = new MonotonicCounts(3);

    /// Counts `n` that begin.
    public void started(long n) {
        counts.add(STARTED, n);
    }

    /// Counts `n` that ended well.
    public void succeeded(long n) {
        counts.add(SUCCEEDED, n);
    }

    /// Counts `n` that ended badly.
    public void failed(long n) {
        counts.add(FAILED, n);
    }

    /// The three counts as they stood together at one moment of the call.
    public Snapshot snapshot() {
        long[] values = counts.snapshot();
        return new Snapshot(values[STARTED], values[SUCCEEDED], values[FAILED]);
    }
}
