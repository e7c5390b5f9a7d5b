package happensbefore.producerconsumer.otlp;

import happensbefore.producerconsumer.Consumer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;

/// A consumer that does each item's work in the context the item was put in, under a span of its own.
///
/// The span links to the producer's, and is not its child: the producer does not wait for it, and may have ended long
/// before. All else is the plain consumer's, which it closes.
public final class TracedConsumer<E> implements AutoCloseable {
    private final Consumer<Carried<E>> consumer;
    private final Tracer tracer;
    private final String spanName;

    /// @param consumer used by nobody else
    /// @param name the hand-over's; the spans are called `name process`
    public TracedConsumer(Consumer<Carried<E>> consumer, Tracer tracer, String name) {
        this.consumer = consumer;
        this.tracer = tracer;
        spanName = name + " process";
    }

    // @start region="process"
    /// Waits for an item and does its work.
    ///
    /// @return false when the stream has ended
    /// @throws InterruptedException when interrupted while waiting; nothing was taken
    /// @throws RuntimeException what the work threw, after the span has recorded it
    public boolean process(java.util.function.Consumer<? super E> work) throws InterruptedException {
        Carried<E> carried = consumer.take();
        if (carried == null) {
            return false;
        }
        Span process = tracer.spanBuilder(spanName)
                .setSpanKind(SpanKind.CONSUMER)
                .setNoParent()
                .addLink(Span.fromContext(carried.context()).getSpanContext())
                .startSpan();
        try (Scope _ = carried.context().with(process).makeCurrent()) {
            work.accept(carried.item());
            return true;
        } catch (Throwable thrown) {
            process.setStatus(StatusCode.ERROR).recordException(thrown);
            throw thrown;
        } finally {
            process.end();
        }
    }
    // @end

    @Override
    public void close() {
        consumer.close();
    }
}
