package happensbefore.spanexport.otlp;

import happensbefore.spanexport.BackendLane;
import happensbefore.spanexport.CircuitBreaker;
import happensbefore.spanexport.GuardedExport;
import happensbefore.spanexport.LaneExport;
import happensbefore.spanexport.LaneSettings;
import happensbefore.tasks.Retry;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Where spans go, and what it may cost.
///
/// @param name in metrics and in failures
/// @param exporter for this backend alone. It should not retry: retries that it makes inside are not counted, have no
///     budget, and take the time of an attempt. What the backend rejects of a batch counts as lost if the exporter
///     tells: see [RejectionAwareSpanExporter]
/// @param settings their `maxWeight` is in bytes, by estimate
/// @param classifier what to do about a failed export
public record Backend(
        String name,
        SpanExporter exporter,
        LaneSettings settings,
        Function<? super Exception, Retry.Verdict> classifier) {
    /// With [LaneSettings#DEFAULT], and failures classified as OTLP has it.
    public Backend(String name, SpanExporter exporter) {
        this(name, exporter, LaneSettings.DEFAULT, ExportFailures::classify);
    }

    public Backend withSettings(LaneSettings other) {
        return new Backend(name, exporter, other, classifier);
    }

    BackendLane<SpanBatch> lane() {
        return new BackendLane<>(name, settings, new Exporting(exporter), classifier);
    }

    /// As [#lane()], behind a circuit breaker.
    BackendLane<SpanBatch> lane(CircuitBreaker breaker) {
        LaneExport<SpanBatch> guarded =
                new GuardedExport<>(new Exporting(exporter), breaker, settings.attemptTimeout());
        return new BackendLane<>(name, settings, guarded, classifier);
    }

    private record Exporting(SpanExporter exporter) implements LaneExport<SpanBatch> {
        @Override
        public CompletableFuture<Boolean> export(SpanBatch batch) {
            return batch.exportWith(exporter);
        }

        @Override
        public CompletableFuture<Boolean> flush() {
            return Codes.future(exporter::flush).exceptionally(_ -> false);
        }

        @Override
        public CompletableFuture<Boolean> shutdown() {
            return Codes.future(exporter::shutdown).exceptionally(_ -> false);
        }
    }
}
