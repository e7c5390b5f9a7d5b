package happensbefore.producerconsumer;

/// Hands items from any number of producer threads to one consumer thread, and makes each side wait for the other.
///
/// - Invariant: as [MpscRingQueue]'s; each producer's items arrive in its order. The stream ends after the last
///   producer's close, when all that was put is taken.
/// - Linearizes: at the ring's offer and poll. What a thread did before `put` happens-before what follows that `take`.
/// - Progress: `put` is lock-free while there is room. A producer that stalls half-way holds up the consumer.
public final class ManyToOne<E> extends HandOver<E> {
    /// Producers wait for room: [Overload.Block].
    ///
    /// @param capacity from 1 to 2^30; rounded up to a power of two, and to at least 2
    public ManyToOne(int capacity, WaitStrategy strategy) {
        this(capacity, strategy, Overload.block());
    }

    /// @param capacity from 1 to 2^30; rounded up to a power of two, and to at least 2
    public ManyToOne(int capacity, WaitStrategy strategy, Overload overload) {
        super(new RingHandOver<>(capacity, MpscRingQueue::new, strategy, overload));
    }

    /// The first producer's handle, the same each time; the others come from it by [SharedProducer#another].
    public SharedProducer<E> producer() {
        return producer;
    }

    /// The only consumer's handle, the same each time.
    public Consumer<E> consumer() {
        return consumer;
    }
}
