package happensbefore.producerconsumer;

/// The handle of one consumer among several.
public interface SharedConsumer<E> extends Consumer<E> {
    /// A new consumer's handle, for another thread. Make it before this one is closed: a stream that was abandoned
    /// is not taken up again.
    ///
    /// @throws IllegalStateException when this handle is closed
    SharedConsumer<E> another();
}
