package happensbefore.producerconsumer;

/// A stream of items from producers to consumers. Its ends are handles; this is what everybody may ask.
///
/// How many threads there may be on each side decides the ring, and so the price: [OneToOne], [ManyToOne],
/// [ManyToMany].
public abstract sealed class HandOver<E> permits OneToOne, ManyToOne, ManyToMany {
    final RingHandOver<E> shared;
    final RingProducer<E> producer;
    final RingConsumer<E> consumer;

    HandOver(RingHandOver<E> shared) {
        this.shared = shared;
        producer = new RingProducer<>(shared);
        consumer = new RingConsumer<>(shared);
    }

    /// What happened so far. Open to any thread.
    ///
    /// Never shows an item's end without its beginning, so `queued` is never negative. Exact once all is still.
    public final Counts counts() {
        return shared.counts();
    }

    /// How many items are on their way, as an estimate. Open to any thread.
    public final int size() {
        return shared.ring.size();
    }

    /// How many items can be on their way. Never changes.
    public final int capacity() {
        return shared.ring.capacity();
    }
}
