package happensbefore.spanexport;

import happensbefore.tasks.Backoff;
import happensbefore.tasks.Retry;
import happensbefore.tasks.RetryBudget;
import java.time.Duration;

/// A [BackendLane]'s bounds. Immutable.
///
/// A batch is in flight for no longer than the policy's limit and one attempt's time-out.
///
/// @param maxItems that are queued, in flight, or still held by the exporter
/// @param maxWeight of the same
/// @param concurrency batches in flight, those that wait before a retry among them
/// @param attemptTimeout after which an attempt without an answer has failed
/// @param retry how often, and for how long
/// @param budgetRatio retries for each first attempt in the long run, as in [RetryBudget]
/// @param budgetReserve retries that may be made before that
/// @param shutdownTimeout after which a shutdown gives up what is left
public record LaneSettings(
        long maxItems,
        long maxWeight,
        int concurrency,
        Duration attemptTimeout,
        Retry.Policy retry,
        double budgetRatio,
        int budgetReserve,
        Duration shutdownTimeout) {
    private static final long MEBIBYTE = 1 << 20;

    /// 8192 items, 64 MiB of them, four batches at once; ten seconds for an attempt, as OTLP has it; seven
    /// retries in a minute.
    public static final LaneSettings DEFAULT = new LaneSettings(
            8192,
            64 * MEBIBYTE,
            4,
            Duration.ofSeconds(10),
            new Retry.Policy(8, Duration.ofMinutes(1), new Backoff(Duration.ofMillis(500), Duration.ofSeconds(10))),
            1,
            256,
            Duration.ofSeconds(30));

    /// @throws IllegalArgumentException when a bound is not positive
    public LaneSettings {
        if (maxItems < 1 || maxWeight < 1 || concurrency < 1) {
            throw new IllegalArgumentException(
                    maxItems + " items of a weight of " + maxWeight + " in all, " + concurrency + " at once");
        }
        if (!attemptTimeout.isPositive() || !shutdownTimeout.isPositive()) {
            throw new IllegalArgumentException(
                    attemptTimeout + " for an attempt and " + shutdownTimeout + " for a shutdown");
        }
        RetryBudget _ = new RetryBudget(budgetRatio, budgetReserve);
    }

    RetryBudget newBudget() {
        return new RetryBudget(budgetRatio, budgetReserve);
    }

    public LaneSettings withRoom(long items, long weight) {
        return new LaneSettings(
                items, weight, concurrency, attemptTimeout, retry, budgetRatio, budgetReserve, shutdownTimeout);
    }

    public LaneSettings withConcurrency(int batches) {
        return new LaneSettings(
                maxItems, maxWeight, batches, attemptTimeout, retry, budgetRatio, budgetReserve, shutdownTimeout);
    }

    public LaneSettings withRetry(Retry.Policy policy) {
        return new LaneSettings(
                maxItems, maxWeight, concurrency, attemptTimeout, policy, budgetRatio, budgetReserve, shutdownTimeout);
    }

    public LaneSettings withBudget(double ratio, int reserve) {
        return new LaneSettings(
                maxItems, maxWeight, concurrency, attemptTimeout, retry, ratio, reserve, shutdownTimeout);
    }

    public LaneSettings withTimeouts(Duration attempt, Duration shutdown) {
        return new LaneSettings(maxItems, maxWeight, concurrency, attempt, retry, budgetRatio, budgetReserve, shutdown);
    }
}
