package happensbefore.tasks.otlp;

/// Sends a batch, and returns when the backend has accepted it. Called by many threads at once.
///
/// @param <B> a batch
@FunctionalInterface
public interface Sender<B> {
    /// @throws InterruptedException when it was cancelled
    void send(B batch) throws Exception;
}
