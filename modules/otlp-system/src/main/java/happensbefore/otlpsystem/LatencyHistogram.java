package happensbefore.otlpsystem;

import java.util.concurrent.atomic.AtomicLongArray;

/// How long things took, in buckets of at most 1/16 of their value, as in HdrHistogram (Tene, 2012).
///
/// - Invariant: the counts only grow. A quantile read during additions is that of some of them.
/// - Progress: [#add] is wait-free. For any number of threads.
public final class LatencyHistogram {
    private static final int SUB_BITS = 4;
    private static final int SUBS = 1 << SUB_BITS;

    private final AtomicLongArray counts = new AtomicLongArray((Long.SIZE - SUB_BITS) * SUBS);

    // @start region="add"
    /// @param nanos negative ones count as 0
    public void add(long nanos, long times) {
        counts.getAndAdd(bucket(Math.max(0, nanos)), times);
    }

    private static int bucket(long nanos) {
        int exponent = Long.SIZE - SUB_BITS - Long.numberOfLeadingZeros(nanos | (SUBS - 1));
        return exponent * SUBS + (int) (nanos >>> Math.max(0, exponent - 1)) - (exponent > 0 ? SUBS : 0);
    }
    // @end

    /// The largest value of the bucket.
    private static long upper(int bucket) {
        int exponent = bucket / SUBS;
        long within = (long) bucket % SUBS + (exponent > 0 ? SUBS : 0);
        return ((within + 1) << Math.max(0, exponent - 1)) - 1;
    }

    /// What it holds now, in a histogram of its own.
    public LatencyHistogram copy() {
        return since(new LatencyHistogram());
    }

    /// What was added after that copy was made.
    public LatencyHistogram since(LatencyHistogram copy) {
        LatencyHistogram later = new LatencyHistogram();
        for (int i = 0; i < counts.length(); i++) {
            later.counts.set(i, counts.get(i) - copy.counts.get(i));
        }
        return later;
    }

    public long count() {
        long sum = 0;
        for (int i = 0; i < counts.length(); i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    /// The duration that this part of all does not exceed, in nanoseconds, rounded up to its bucket; 0
    /// when there is none.
    ///
    /// @param part 0.5 for the median
    public long quantile(double part) {
        long[] seen = new long[counts.length()];
        long sum = 0;
        for (int i = 0; i < seen.length; i++) {
            seen[i] = counts.get(i);
            sum += seen[i];
        }
        long rank = Math.max(1, (long) Math.ceil(part * sum));
        long reached = 0;
        for (int i = 0; i < seen.length && sum > 0; i++) {
            reached += seen[i];
            if (reached >= rank) {
                return upper(i);
            }
        }
        return 0;
    }
}
