package happensbefore.spanexport.otlp;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Spans to be exported later, by another thread: a copy, as the caller may clear its own list, and the Context in
/// which they came. Immutable.
///
/// @param bytes by estimate
record SpanBatch(List<SpanData> spans, long bytes, Context context) {
    // @start region="copy"
    static SpanBatch copyOf(Collection<SpanData> spans) {
        List<SpanData> copy = List.copyOf(spans);
        return new SpanBatch(copy, copy.stream().mapToLong(SpanWeight::of).sum(), Context.current());
    }

    CompletableFuture<Boolean> exportWith(SpanExporter exporter) {
        try (Scope _ = context.makeCurrent()) {
            return Codes.future(() -> exporter.export(spans));
        }
    }
    // @end
}
