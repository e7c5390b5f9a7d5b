package happensbefore.producerconsumer;

import java.util.Map;

/// What has happened to a hand-over's items: `produced = consumed + dropped + queued`.
///
/// @param produced calls of `put` so far, also those that are still waiting
/// @param dropped by reason; a reason for which nothing was dropped has 0
/// @param producerWaitNanos for how long producers have waited for room, in all; a wait counts when it has ended
/// @param consumerWaitNanos for how long consumers have waited for items, likewise
public record Counts(
        long produced, long consumed, Map<DropReason, Long> dropped, long producerWaitNanos, long consumerWaitNanos) {
    public Counts {
        dropped = Map.copyOf(dropped);
    }

    /// Items dropped for that reason.
    public long dropped(DropReason reason) {
        return dropped.getOrDefault(reason, 0L);
    }

    /// Items dropped for whatever reason.
    public long droppedInAll() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }

    /// Items on their way, or being put.
    public long queued() {
        return produced - consumed - droppedInAll();
    }
}
