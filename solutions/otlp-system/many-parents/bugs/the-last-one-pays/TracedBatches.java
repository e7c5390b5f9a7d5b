package happensbefore.exercises.manyparents;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Sends requests in batches, and traces each batch. For any number of threads.
public final class TracedBatches<R> {
    /// Sends a batch.
    @FunctionalInterface
    public interface Sender<R> {
        /// @return whether the backend has it, once that is known
        CompletableFuture<Boolean> send(List<R> batch);
    }

    private record Waiting<R>(R request, SpanContext from) {}

    private final Tracer tracer;
    private final int size;
    private final Sender<R> sender;
    private List<Waiting<R>> waiting = new ArrayList<>(); // guarded by this

    /// @param size requests in a batch; 1 or more
    public TracedBatches(Tracer tracer, int size, Sender<R> sender) {
        this.tracer = tracer;
        this.size = size;
        this.sender = sender;
    }

    /// Adds a request, in whose span this is called. Any thread.
    public void add(R request) {
        Waiting<R> added = new Waiting<>(request, Span.current().getSpanContext());
        List<Waiting<R>> full;
        synchronized (this) {
            waiting.add(added);
            full = waiting.size() == size ? taken() : List.of();
        }
        send(full);
    }

    /// Sends what waits. Any thread.
    public void flush() {
        send(taken());
    }

    private synchronized List<Waiting<R>> taken() {
        List<Waiting<R>> all = waiting;
        waiting = new ArrayList<>();
        return all;
    }

    private void send(List<Waiting<R>> batch) {
        if (batch.isEmpty()) {
            return;
        }
        SpanBuilder builder = tracer.spanBuilder("send batch")
                .setNoParent()
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("batch.size", (long) batch.size());
        batch.forEach(each -> builder.addLink(each.from()));
        Span span = builder.startSpan();
        List<R> requests = batch.stream().map(Waiting::request).toList();
        var _ = asked(span, requests).whenComplete((said, failure) -> end(span, said, failure));
    }

    private CompletableFuture<Boolean> asked(Span span, List<R> requests) {
        try (Scope _ = Context.root().with(span).makeCurrent()) {
            return sender.send(requests);
        }
    }

    private static void end(Span span, @Nullable Boolean said, @Nullable Throwable failure) {
        if (failure != null) {
            span.recordException(failure);
        }
        if (!Boolean.TRUE.equals(said)) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
