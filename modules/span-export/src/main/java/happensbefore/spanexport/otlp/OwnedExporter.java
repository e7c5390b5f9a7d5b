package happensbefore.spanexport.otlp;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// The exporter of a span processor, which comes after the processor's own spans in a flush and in a shutdown,
/// and has its word in both.
///
/// For any number of threads.
final class OwnedExporter {
    private final SpanExporter exporter;
    private final AtomicBoolean shutDown = new AtomicBoolean();
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    OwnedExporter(SpanExporter exporter) {
        this.exporter = exporter;
    }

    /// @param batch never changed again
    CompletableFuture<Boolean> export(Collection<SpanData> batch) {
        return Codes.export(() -> exporter.export(batch));
    }

    // @start region="flush"
    /// @param delivered what became of the processor's spans
    CompletableResultCode flushAfter(CompletableFuture<Boolean> delivered) {
        return Codes.code(delivered.thenCompose(all -> Codes.and(all, exporter::flush)));
    }

    /// Happens once; whoever comes later is told the same.
    ///
    /// @param shutdown of the processor: what became of its spans
    CompletableResultCode shutdownAfter(Supplier<CompletableFuture<Boolean>> shutdown) {
        if (shutDown.compareAndSet(false, true)) {
            CompletableFuture<Boolean> _ = shutdown.get()
                    .thenCompose(all -> Codes.and(all, exporter::shutdown))
                    .exceptionally(thrown -> false)
                    .thenApply(ended::complete);
        }
        return Codes.code(ended);
    }
    // @end

    @Override
    public String toString() {
        return exporter.toString();
    }
}
