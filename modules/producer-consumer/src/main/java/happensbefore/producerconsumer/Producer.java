package happensbefore.producerconsumer;

/// A producer's handle. The stream ends when the last one is closed and the consumers have taken what is left.
///
/// For one thread at a time. What it did before `put` happens-before what follows the `take` that returns the item.
public interface Producer<E> extends AutoCloseable {
    /// Hands the item over, and waits for room if there is none.
    ///
    /// @throws AbandonedException when no consumer is left; the item was dropped
    /// @throws IllegalStateException when this handle is closed
    /// @throws InterruptedException when interrupted while waiting; the item was dropped
    void put(E item) throws InterruptedException;

    /// Says that this producer has no more. The second time it does nothing.
    @Override
    void close();
}
