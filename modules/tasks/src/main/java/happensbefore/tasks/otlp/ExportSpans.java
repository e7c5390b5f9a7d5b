package happensbefore.tasks.otlp;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/// A span around each export, under the span of whoever asked for it, whichever thread does the work.
///
/// Safe for any number of threads.
final class ExportSpans {
    static final AttributeKey<Long> BATCH = AttributeKey.longKey("happensbefore.batch.index");
    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    /// What a span's `error.type` says of an export that was interrupted.
    static final String CANCELLED = "cancelled";

    private final Tracer tracer;

    ExportSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    // @start region="send"
    /// Sends the batch within a span of its own.
    ///
    /// @param caller the context of whoever asked for the export: thread-locals do not reach another thread
    /// @throws Exception what the sender threw; the span then has error status
    <B> void send(Context caller, long index, B batch, Sender<B> sender) throws Exception {
        Span span = tracer.spanBuilder("export")
                .setParent(caller)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute(BATCH, index)
                .startSpan();
        try (Scope _ = caller.with(span).makeCurrent()) {
            sender.send(batch);
        } catch (InterruptedException e) {
            span.setAttribute(ERROR_TYPE, CANCELLED).setStatus(StatusCode.ERROR, CANCELLED);
            throw e;
        } catch (Throwable thrown) {
            span.setAttribute(ERROR_TYPE, thrown.getClass().getName());
            span.setStatus(StatusCode.ERROR).recordException(thrown);
            throw thrown;
        } finally {
            span.end();
        }
    }
    // @end
}
