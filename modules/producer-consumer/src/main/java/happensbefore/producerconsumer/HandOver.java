package happensbefore.producerconsumer;

/// A stream of items from producers to consumers, as who watches it sees it.
public sealed interface HandOver permits OneToOne {
    /// What happened so far. Open to any thread.
    ///
    /// Never shows an item's end without its beginning, so `queued` is never negative. Exact once all is still.
    Counts counts();

    /// How many items are on their way, as an estimate. Open to any thread.
    int size();

    /// How many items can be on their way. Never changes.
    int capacity();
}
