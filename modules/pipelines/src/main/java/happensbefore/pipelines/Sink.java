package happensbefore.pipelines;

/// Where a pipeline's items go to, one at a time, on one thread. A channel's `sender::send` is a sink.
@FunctionalInterface
public interface Sink<T> {
    /// @throws Exception ends the whole pipeline, as a stage's failure does; the stage is then called `sink`
    /// @throws InterruptedException when the pipeline has ended early
    void accept(T item) throws Exception;
}
