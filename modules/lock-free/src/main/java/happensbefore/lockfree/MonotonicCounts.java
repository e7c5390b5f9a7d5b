package happensbefore.lockfree;

import static happensbefore.lockfree.SpacedLongs.LONGS;
import static happensbefore.lockfree.SpacedLongs.SPACING;

import java.util.Arrays;
import java.util.Objects;

/// Several counts that only grow, readable together as of one moment.
///
/// - Invariant: no count ever returns to an earlier value. So counts that are equal in two readings, one after the
///   other, did not change between them: they stood together then (double collect: Afek and others, 1993).
/// - Linearizes: an addition at its atomic step, a snapshot between its last two readings.
/// - Progress: `add` is wait-free; `snapshot` is lock-free, as it reads again only when someone counted meanwhile.
///
/// Safe for any number of threads.
public final class MonotonicCounts {
    private final int size;
    private final long[] counts;

    /// Makes `size` counts, numbered from 0, all zero.
    public MonotonicCounts(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("there must be at least one count, but size was " + size);
        }
        this.size = size;
        counts = new long[(size + 2) * SPACING];
    }

    /// Adds `n`, which is not negative, to one of the counts.
    public void add(int count, long n) {
        if (n < 0) {
            throw new IllegalArgumentException("a count only grows, but was asked to add " + n);
        }
        long _ = (long) LONGS.getAndAdd(counts, position(count), n); // volatile: pairs with the reads in collect
    }

    // @start region="snapshot"
    /// All counts as they stood together at one moment of the call.
    public long[] snapshot() {
        long[] seen = collect();
        while (true) {
            long[] again = collect();
            if (Arrays.equals(seen, again)) {
                return again;
            }
            seen = again;
        }
    }

    private long[] collect() {
        long[] values = new long[size];
        for (int count = 0; count < size; count++) {
            values[count] = (long) LONGS.getVolatile(counts, position(count)); // pairs with add
        }
        return values;
    }
    // @end

    private int position(int count) {
        return (Objects.checkIndex(count, size) + 1) * SPACING;
    }
}
