package happensbefore.producerconsumer;

/// The handle of one producer among several.
public interface SharedProducer<E> extends Producer<E> {
    /// A new producer's handle, for another thread. Make it before this one is closed: a stream that has ended does not
    /// begin again.
    ///
    /// @throws IllegalStateException when this handle is closed
    SharedProducer<E> another();
}
