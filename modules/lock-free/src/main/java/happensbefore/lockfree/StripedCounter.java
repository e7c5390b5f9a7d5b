package happensbefore.lockfree;

import static happensbefore.lockfree.SpacedLongs.LONGS;
import static happensbefore.lockfree.SpacedLongs.SPACING;

/// A counter in stripes: threads add to different cache lines, and `sum` adds the lines up.
///
/// - Invariant: the stripes' total is the count.
/// - Linearizes: at the atomic addition to a stripe. With increments only, `sum` is the count at some moment of
///   the call. With larger steps it may be a number that the count never was: it can miss an early addition and
///   see a later one.
/// - Progress: wait-free, also `sum`.
public final class StripedCounter implements Counter {
    private static final int USUAL_STRIPES =
            RingArrays.capacityFor(4 * Runtime.getRuntime().availableProcessors());

    private final int stripes;
    private final long[] cells;

    /// With four stripes a processor, or a few more.
    public StripedCounter() {
        this(USUAL_STRIPES);
    }

    /// @param stripes a power of two
    /// @throws IllegalArgumentException if it is none
    public StripedCounter(int stripes) {
        if (stripes < 1 || Integer.bitCount(stripes) != 1) {
            throw new IllegalArgumentException("stripes must be a power of two: " + stripes);
        }
        this.stripes = stripes;
        cells = new long[(stripes + 2) * SPACING];
    }

    // @start region="add"
    @Override
    public void add(long n) {
        int stripe = (int) Thread.currentThread().threadId() & (stripes - 1); // ids are handed out in sequence
        long _ = (long) LONGS.getAndAdd(cells, (stripe + 1) * SPACING, n); // atomic: threads may share a stripe
    }
    // @end

    // @start region="sum"
    @Override
    public long sum() {
        long sum = 0;
        for (int stripe = 0; stripe < stripes; stripe++) {
            sum += (long) LONGS.getVolatile(cells, (stripe + 1) * SPACING); // pairs with add
        }
        return sum;
    }
    // @end
}
