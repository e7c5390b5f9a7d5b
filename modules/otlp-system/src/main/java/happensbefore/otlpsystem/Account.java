package happensbefore.otlpsystem;

import java.util.Map;

/// Where all items are, as of one moment. Immutable.
///
/// @param received taken from a sender, which was told so
/// @param exported a backend has them, by the rule of the gateway
/// @param dropped by reason; a reason that never occurred is absent
/// @param queued in the gateway, not yet handed to the backends
/// @param inFlight handed to the backends, and not yet known to be exported or dropped
public record Account(long received, long exported, Map<String, Long> dropped, long queued, long inFlight) {
    public Account {
        dropped = Map.copyOf(dropped);
    }

    /// Items dropped for that reason.
    public long dropped(String reason) {
        return dropped.getOrDefault(reason, 0L);
    }

    /// Items dropped for whatever reason.
    public long droppedInAll() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }

    /// What is not accounted for: 0, or the books are wrong.
    public long missing() {
        return received - exported - droppedInAll() - queued - inFlight;
    }
}
