package happensbefore.lockfree;

import static happensbefore.lockfree.SpacedLongs.LONGS;
import static happensbefore.lockfree.SpacedLongs.SPACING;

/// How many exports began and how they ended, readable together as of one moment.
///
/// - Invariant: each count only grows. So counts that are equal in two readings, one after the other, did not change
///   between them: they stood together at that moment (double collect: Afek and others, 1993).
/// - Linearizes: a count at its atomic addition, a snapshot between its last two readings.
/// - Progress: counting is wait-free; `snapshot` is lock-free, as it reads again only when someone counted meanwhile.
///
/// Safe for any number of threads.
public final class ExportStats {
    /// The counts at one moment: `started = succeeded + failed + inFlight`, and none is negative.
    public record Snapshot(long started, long succeeded, long failed) {
        /// Begun and not yet ended.
        public long inFlight() {
            return started - succeeded - failed;
        }
    }

    private static final int STARTED = SPACING;
    private static final int SUCCEEDED = 2 * SPACING;
    private static final int FAILED = 3 * SPACING;

    private final long[] counts = new long[4 * SPACING];

    /// Counts `n` that begin. Comes before their end is counted.
    public void started(long n) {
        add(STARTED, n);
    }

    /// Counts `n` that ended well.
    public void succeeded(long n) {
        add(SUCCEEDED, n);
    }

    /// Counts `n` that ended badly.
    public void failed(long n) {
        add(FAILED, n);
    }

    private void add(int count, long n) {
        if (n < 0) {
            throw new IllegalArgumentException("a count only grows, but was asked to add " + n);
        }
        long _ = (long) LONGS.getAndAdd(counts, count, n); // volatile: pairs with the reads in collect
    }

    // @start region="snapshot"
    /// The three counts as they stood together at one moment of the call.
    public Snapshot snapshot() {
        Snapshot seen = collect();
        while (true) {
            Snapshot again = collect();
            if (again.equals(seen)) {
                return again;
            }
            seen = again;
        }
    }

    private Snapshot collect() {
        return new Snapshot(
                (long) LONGS.getVolatile(counts, STARTED), (long) LONGS.getVolatile(counts, SUCCEEDED), (long)
                        LONGS.getVolatile(counts, FAILED));
    }
    // @end
}
