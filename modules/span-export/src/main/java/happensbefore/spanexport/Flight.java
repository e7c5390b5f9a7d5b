package happensbefore.spanexport;

import java.util.ArrayList;
import java.util.List;

/// A batch on its way to the exporter, from [Backlog#take] to [Backlog#land].
public final class Flight<E> {
    private final List<E> items;
    private final long weight;
    private final List<Flush> flushes = new ArrayList<>(); // who waits for it; guarded by the backlog

    Flight(List<E> items, long weight) {
        this.items = items;
        this.weight = weight;
    }

    /// Never changed and never used again: the exporter may keep them.
    public List<E> items() {
        return items;
    }

    long weight() {
        return weight;
    }

    List<Flush> flushes() {
        return flushes;
    }
}
