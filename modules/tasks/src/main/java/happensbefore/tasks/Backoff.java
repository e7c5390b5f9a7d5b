package happensbefore.tasks;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Exponential back-off with full jitter: the wait before retry n is uniform between zero and
/// `min(cap, base * 2^n)`.
///
/// Without jitter, clients that failed together come back together (M. Brooker, *Exponential
/// Backoff and Jitter*, 2015).
///
/// @param base the longest wait before the first retry
/// @param cap the longest wait before any
public record Backoff(Duration base, Duration cap) {
    /// 2^62 nanoseconds are 146 years.
    private static final int LARGEST_EXPONENT = 62;

    /// @throws IllegalArgumentException when the base is not positive, or the cap is below it
    public Backoff {
        if (!base.isPositive() || cap.compareTo(base) < 0) {
            throw new IllegalArgumentException("a base of " + base + " with a cap of " + cap);
        }
        if (cap.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("a cap of " + cap + " is longer than 292 years");
        }
    }

    // @start region="ceiling"
    /// The longest wait before a retry.
    ///
    /// @param retry 0 for the first
    public Duration ceiling(int retry) {
        int doublings = Math.min(retry, LARGEST_EXPONENT);
        boolean beyondTheCap = base.toNanos() > cap.toNanos() >> doublings; // base << doublings could overflow
        return beyondTheCap ? cap : Duration.ofNanos(base.toNanos() << doublings);
    }

    /// The wait before a retry, drawn anew each time.
    ///
    /// @param retry 0 for the first
    public Duration wait(int retry, RandomGenerator random) {
        return Duration.ofNanos(random.nextLong(ceiling(retry).toNanos() + 1));
    }
    // @end
}
