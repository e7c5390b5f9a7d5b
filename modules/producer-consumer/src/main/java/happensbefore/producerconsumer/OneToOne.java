package happensbefore.producerconsumer;

import happensbefore.lockfree.SpscRingQueue;

/// Hands items from one producer thread to one consumer thread, in order, and makes each wait for the other.
///
/// - Invariant: as [SpscRingQueue]'s; the stream ends after the producer's close, when all it put was taken.
/// - Linearizes: at the ring's offer and poll. What a thread did before `put` happens-before what follows that `take`.
/// - Progress: `put` and `take` are wait-free while there is room and something to take; else they wait as told.
///
/// ```java
/// OneToOne<Span> spans = new OneToOne<>(1024, WaitStrategy.park());
/// try (Producer<Span> producer = spans.producer()) {  // on one thread
///     producer.put(span);
/// }
/// try (Consumer<Span> consumer = spans.consumer()) {  // on another
///     for (Span span = consumer.take(); span != null; span = consumer.take()) {
///         export(span);
///     }
/// }
/// ```
public final class OneToOne<E> extends HandOver<E> {
    /// Producers wait for room: [Overload.Block].
    ///
    /// @param capacity from 1 to 2^30; rounded up to a power of two, and to at least 2
    public OneToOne(int capacity, WaitStrategy strategy) {
        this(capacity, strategy, Overload.block());
    }

    /// @param capacity from 1 to 2^30; rounded up to a power of two, and to at least 2
    public OneToOne(int capacity, WaitStrategy strategy, Overload overload) {
        super(new RingHandOver<>(capacity, SpscRingQueue::new, strategy, overload));
    }

    /// The only producer's handle, the same each time.
    public Producer<E> producer() {
        return producer;
    }

    /// The only consumer's handle, the same each time.
    public Consumer<E> consumer() {
        return consumer;
    }
}
