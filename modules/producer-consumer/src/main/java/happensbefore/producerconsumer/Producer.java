package happensbefore.producerconsumer;

/// A producer's handle. The stream ends when the last one is closed and the consumers have taken what is left.
///
/// For one thread at a time. What it did before `put` happens-before what follows the `take` that returns the item.
public interface Producer<E> extends AutoCloseable {
    /// Hands the item over. If there is no room, it does as the hand-over's [Overload] says.
    ///
    /// @return true when the item is on its way; false when it was dropped
    /// @throws AbandonedException when no consumer is left; the item was dropped
    /// @throws OverloadedException when there is no room, with [Overload.Fail]; the item was dropped
    /// @throws IllegalStateException when this handle is closed
    /// @throws InterruptedException when interrupted while waiting; the item was dropped
    boolean put(E item) throws InterruptedException;

    /// Says that this producer has no more. The second time it does nothing.
    @Override
    void close();
}
