package happensbefore.telemetry.receiver;

import java.util.ArrayList;
import java.util.List;

/// Keeps the first items up to a limit and counts all. Not thread-safe: [Arrivals] guards it.
final class Shelf<T> {
    private final int limit;
    private final List<T> kept = new ArrayList<>();
    private long received;
    private long rejected;

    Shelf(int limit) {
        this.limit = limit;
    }

    void add(List<T> items, int rejectedWithThem) {
        int room = Math.min(items.size(), limit - kept.size());
        kept.addAll(items.subList(0, room));
        received += items.size();
        rejected += rejectedWithThem;
    }

    List<T> kept() {
        return List.copyOf(kept);
    }

    int size() {
        return kept.size();
    }

    ItemCounts counts() {
        return new ItemCounts(received, received - kept.size(), rejected);
    }

    void clear() {
        kept.clear();
        received = 0;
        rejected = 0;
    }
}
