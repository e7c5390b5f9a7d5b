package happensbefore.producerconsumer;

import happensbefore.lockfree.MpmcRingQueue;

/// Hands items from any number of producer threads to any number of consumer threads; each item goes to one of them.
///
/// - Invariant: as [MpmcRingQueue]'s. The stream ends, for every consumer, after the last producer's close, when all
///   that was put is taken: nobody has to know how many consumers there are.
/// - Linearizes: at the ring's offer and poll. What a thread did before `put` happens-before what follows that `take`.
/// - Progress: no lock, but a thread that stalls half-way in a `put` or a `take` holds up who needs that slot.
public final class ManyToMany<E> extends HandOver<E> {
    /// Producers wait for room: [Overload.Block].
    ///
    /// @param capacity from 1 to 2^30; rounded up to a power of two, and to at least 2
    public ManyToMany(int capacity, WaitStrategy strategy) {
        this(capacity, strategy, Overload.block());
    }

    /// @param capacity from 1 to 2^30; rounded up to a power of two, and to at least 2
    public ManyToMany(int capacity, WaitStrategy strategy, Overload overload) {
        super(new RingHandOver<>(capacity, MpmcRingQueue::new, strategy, overload));
    }

    /// The first producer's handle, the same each time; the others come from it by [SharedProducer#another].
    public SharedProducer<E> producer() {
        return producer;
    }

    /// The first consumer's handle, the same each time; the others come from it by [SharedConsumer#another].
    public SharedConsumer<E> consumer() {
        return consumer;
    }
}
