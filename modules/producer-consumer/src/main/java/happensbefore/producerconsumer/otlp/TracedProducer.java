package happensbefore.producerconsumer.otlp;

import happensbefore.producerconsumer.AbandonedException;
import happensbefore.producerconsumer.OverloadedException;
import happensbefore.producerconsumer.Producer;
import io.opentelemetry.context.Context;

/// A producer whose items carry the context that was current when they were put. A thread-local would stay behind.
///
/// All else is the plain producer's, which it closes.
public final class TracedProducer<E> implements AutoCloseable {
    private final Producer<Carried<E>> producer;

    /// @param producer used by nobody else
    public TracedProducer(Producer<Carried<E>> producer) {
        this.producer = producer;
    }

    // @start region="put"
    /// Hands the item over with the current context, as [Producer#put] does.
    ///
    /// @return true when the item is on its way; false when it was dropped
    /// @throws AbandonedException when no consumer is left; the item was dropped
    /// @throws OverloadedException when there is no room, and the hand-over was told to fail; the item was dropped
    /// @throws InterruptedException when interrupted while waiting; the item was dropped
    public boolean put(E item) throws InterruptedException {
        return producer.put(new Carried<>(item, Context.current()));
    }
    // @end

    @Override
    public void close() {
        producer.close();
    }
}
