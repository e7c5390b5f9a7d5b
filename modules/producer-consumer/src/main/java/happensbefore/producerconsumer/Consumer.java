package happensbefore.producerconsumer;

import org.jspecify.annotations.Nullable;

/// A consumer's handle. To close the last one is to abandon the stream: nobody else will take what is left.
///
/// For one thread at a time.
public interface Consumer<E> extends AutoCloseable {
    /// Takes the oldest item, and waits for one if there is none.
    ///
    /// @return null when the stream has ended: every producer is closed, and every item was taken
    /// @throws IllegalStateException when this handle is closed
    /// @throws InterruptedException when interrupted while waiting; nothing was taken
    @Nullable
    E take() throws InterruptedException;

    /// Says that this consumer takes no more. The second time it does nothing.
    @Override
    void close();
}
