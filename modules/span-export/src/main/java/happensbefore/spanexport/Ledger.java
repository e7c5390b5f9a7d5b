package happensbefore.spanexport;

import java.util.EnumMap;
import java.util.Map;

/// What has become of all items: each is exactly one of exported, dropped, queued and in flight. Of one moment.
///
/// An item whose producer waits for room is none of them yet. Immutable.
///
/// @param exported the exporter said that it has delivered them
/// @param dropped by reason; a reason for which nothing was dropped has 0
/// @param queued accepted, and not yet handed to the exporter
/// @param inFlight handed to the exporter, which has not said what became of them
/// @param late counted as dropped because their export had no outcome in time, and delivered after all
public record Ledger(long exported, Map<Drop, Long> dropped, long queued, long inFlight, long late) {
    public Ledger {
        Map<Drop, Long> complete = new EnumMap<>(Drop.class);
        for (Drop reason : Drop.values()) {
            complete.put(reason, dropped.getOrDefault(reason, 0L));
        }
        dropped = Map.copyOf(complete);
    }

    /// The items of both.
    public Ledger plus(Ledger other) {
        Map<Drop, Long> both = new EnumMap<>(dropped);
        other.dropped.forEach((reason, items) -> both.merge(reason, items, Long::sum));
        return new Ledger(
                exported + other.exported, both, queued + other.queued, inFlight + other.inFlight, late + other.late);
    }

    /// Items dropped for that reason.
    public long dropped(Drop reason) {
        return dropped.getOrDefault(reason, 0L);
    }

    /// Items dropped for whatever reason.
    public long droppedInAll() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }

    /// All items.
    public long recorded() {
        return exported + droppedInAll() + queued + inFlight;
    }
}
