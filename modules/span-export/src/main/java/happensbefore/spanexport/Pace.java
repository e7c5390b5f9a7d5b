package happensbefore.spanexport;

import java.time.Duration;

/// How many items make a batch worth sending, and how long the first of them waits: both follow what was
/// measured.
///
/// - The wait is a multiple of an export's latency: batches that are not full keep the backend busy for a small
///   share of the time at most, whatever the backend. That a wait as long as what it saves is at most twice as
///   bad as the best is known of TCP's acknowledgments (Dooly, Goldman, Scott, 2001).
/// - The size is what arrives in that time. So a burst is sent at once, and steady load is sent in time.
///
/// Immutable.
///
/// @param rate of arrival, in items a second; exponentially smoothed
/// @param latency of an export, in nanoseconds; exponentially smoothed; 0 when there was none yet
public record Pace(Bounds bounds, double rate, double latency) {
    /// Waiting so many latencies leaves the backend idle for nine tenths of the time.
    private static final int LATENCIES = 10;

    private static final double RATE_SECONDS = 1;
    private static final double LATENCY_WEIGHT = 0.2;
    private static final double NANOS = 1e9;

    /// @param minBatch fewer are never worth sending before their time
    /// @param maxBatch no batch is bigger
    /// @param minDelay no batch is sent before its time sooner than this after the last
    /// @param maxDelay no item waits longer for its batch to begin
    public record Bounds(int minBatch, int maxBatch, Duration minDelay, Duration maxDelay) {
        /// @throws IllegalArgumentException when not 1 <= minBatch <= maxBatch and 0 < minDelay <= maxDelay
        public Bounds {
            if (minBatch < 1 || maxBatch < minBatch) {
                throw new IllegalArgumentException("a batch of " + minBatch + " to " + maxBatch + " items");
            }
            if (!minDelay.isPositive() || maxDelay.compareTo(minDelay) < 0) {
                throw new IllegalArgumentException("a delay of " + minDelay + " to " + maxDelay);
            }
        }
    }

    /// Nothing has been measured yet.
    public static Pace start(Bounds bounds) {
        return new Pace(bounds, 0, 0);
    }

    // @start region="rule"
    /// How long an item waits at most for its batch to begin.
    public Duration delay() {
        double nanos =
                Math.clamp(latency * LATENCIES, (double) bounds.minDelay().toNanos(), (double)
                        bounds.maxDelay().toNanos());
        return Duration.ofNanos((long) nanos);
    }

    /// How many items are a batch before that time is over.
    public int batch() {
        double arriving = rate * delay().toNanos() / NANOS;
        return (int) Math.clamp(arriving, bounds.minBatch(), bounds.maxBatch());
    }
    // @end

    // @start region="measure"
    /// After so many items have arrived in so many nanoseconds.
    public Pace arrived(long items, long nanos) {
        if (nanos <= 0) {
            return this;
        }
        double seconds = nanos / NANOS;
        double share = 1 - Math.exp(-seconds / RATE_SECONDS);
        return new Pace(bounds, rate + share * (items / seconds - rate), latency);
    }

    /// After an export that succeeded.
    public Pace exported(long nanos) {
        return new Pace(bounds, rate, latency == 0 ? nanos : latency + LATENCY_WEIGHT * (nanos - latency));
    }
    // @end
}
