package happensbefore.exercises.vegaslimit;

import java.time.Duration;

/// A limit on calls in flight that keeps the queue at the backend short. For one thread at a time.
///
/// - Invariant: the limit is between 1 and `MOST`; `best` is no older than `MEMORY` rounds.
public final class VegasLimit {
    /// The highest limit.
    public static final int MOST = 200;
    /// A queue of fewer calls leaves room for more.
    public static final int SHORT = 3;
    /// A queue of more calls is too long.
    public static final int LONG = 6;
    /// How many rounds `best` is remembered.
    public static final int MEMORY = 100;

    private long best = Long.MAX_VALUE; // nanoseconds
    private long rounds;
    private int limit;

    /// @param initial from 1 to [#MOST]
    public VegasLimit(int initial) {
        limit = initial;
    }

    /// How many calls may be in flight.
    public int limit() {
        return limit;
    }

    /// Takes note of a round of calls.
    ///
    /// @param meanLatency of the calls that succeeded
    /// @param peakInFlight the most calls that were in flight
    public void round(Duration meanLatency, int peakInFlight) {
        long mean = meanLatency.toNanos();
        rounds++;
        if (rounds % MEMORY == 0) {
            best = Long.MAX_VALUE;
            limit = Math.max(1, limit / 2); // without a queue, the next rounds measure the latency anew
            return;
        }
        best = Math.min(best, mean);
        double queue = limit * (1 - best / (double) mean);
        if (queue > LONG) {
            limit = Math.max(1, limit - 1);
        } else if (queue < SHORT && peakInFlight * 2 >= limit) {
            limit = Math.min(MOST, limit + 1);
        }
    }

    /// Takes note of a call that the backend turned away.
    public void turnedAway() {
        rounds++;
        limit = Math.max(1, limit / 2);
    }
}
