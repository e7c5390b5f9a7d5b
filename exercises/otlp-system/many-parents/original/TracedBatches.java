package happensbefore.exercises.manyparents;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Sends requests in batches, and traces each batch. For any number of threads.
public final class TracedBatches<R> {
    /// Sends a batch.
    @FunctionalInterface
    public interface Sender<R> {
        /// @return whether the backend has it, once that is known
        CompletableFuture<Boolean> send(List<R> batch);
    }

    private final Tracer tracer;
    private final int size;
    private final Sender<R> sender;
    private final List<R> waiting = new ArrayList<>(); // guarded by this

    /// @param size requests in a batch; 1 or more
    public TracedBatches(Tracer tracer, int size, Sender<R> sender) {
        this.tracer = tracer;
        this.size = size;
        this.sender = sender;
    }

    /// Adds a request, in whose span this is called. Any thread.
    public synchronized void add(R request) {
        waiting.add(request);
        if (waiting.size() == size) {
            flush();
        }
    }

    /// Sends what waits. Any thread.
    public synchronized void flush() {
        List<R> batch = List.copyOf(waiting);
        waiting.clear();
        Span span = tracer.spanBuilder("send batch")
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("batch.size", (long) batch.size())
                .startSpan();
        try (Scope _ = span.makeCurrent()) {
            var _ = sender.send(batch);
        } finally {
            span.end();
        }
    }
}
