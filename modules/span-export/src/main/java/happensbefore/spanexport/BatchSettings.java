package happensbefore.spanexport;

import happensbefore.producerconsumer.Overload;
import happensbefore.tasks.Aimd;
import happensbefore.tasks.LimitRule;
import java.time.Duration;

/// An [AdaptiveBatcher]'s bounds. Immutable.
///
/// In memory are at most `capacity` items and one batch of `pace.maxBatch`, queued and in flight together; and no
/// more than `maxWeight`. So what is in flight beyond that batch takes room in the queue.
///
/// @param capacity items that can be queued; rounded up to a power of two
/// @param maxWeight of what is queued and in flight, in the weigher's unit
/// @param pace how big batches are, and how soon they go
/// @param limit how many exports are in flight
/// @param overload what happens to an item for which there is no room
/// @param exportTimeout after which an export without an outcome is counted as lost
/// @param shutdownTimeout after which a shutdown gives up what is left
public record BatchSettings(
        int capacity,
        long maxWeight,
        Pace.Bounds pace,
        LimitRule limit,
        Overload overload,
        Duration exportTimeout,
        Duration shutdownTimeout) {
    /// Room for 2048 items, batches of up to 512 within 5 s, and 30 s for an export, as the specification of
    /// the OpenTelemetry SDK has it; one to four exports at once; and what has no room is dropped.
    public static final BatchSettings DEFAULT = new BatchSettings(
            2048,
            Long.MAX_VALUE,
            new Pace.Bounds(32, 512, Duration.ofMillis(100), Duration.ofSeconds(5)),
            new Aimd(2, 4, Duration.ofSeconds(5), 0.5),
            Overload.dropNewest(),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30));

    /// @throws IllegalArgumentException when a bound is not positive
    public BatchSettings {
        if (maxWeight < 1 || !exportTimeout.isPositive() || !shutdownTimeout.isPositive()) {
            throw new IllegalArgumentException("a weight of " + maxWeight + ", " + exportTimeout + " for an export and "
                    + shutdownTimeout + " for a shutdown");
        }
    }

    /// To be asked once all is set.
    ///
    /// @throws IllegalArgumentException when the queue cannot hold a batch
    public void requireRoomForABatch() {
        if (capacity < pace.maxBatch()) {
            throw new IllegalArgumentException("a queue of " + capacity + " cannot hold a batch of " + pace.maxBatch());
        }
    }

    public BatchSettings withCapacity(int items) {
        return new BatchSettings(items, maxWeight, pace, limit, overload, exportTimeout, shutdownTimeout);
    }

    public BatchSettings withMaxWeight(long most) {
        return new BatchSettings(capacity, most, pace, limit, overload, exportTimeout, shutdownTimeout);
    }

    public BatchSettings withPace(Pace.Bounds bounds) {
        return new BatchSettings(capacity, maxWeight, bounds, limit, overload, exportTimeout, shutdownTimeout);
    }

    public BatchSettings withLimit(LimitRule rule) {
        return new BatchSettings(capacity, maxWeight, pace, rule, overload, exportTimeout, shutdownTimeout);
    }

    public BatchSettings withOverload(Overload policy) {
        return new BatchSettings(capacity, maxWeight, pace, limit, policy, exportTimeout, shutdownTimeout);
    }

    public BatchSettings withTimeouts(Duration export, Duration shutdown) {
        return new BatchSettings(capacity, maxWeight, pace, limit, overload, export, shutdown);
    }
}
