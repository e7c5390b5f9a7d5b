package happensbefore.pipelines.otlp;

import happensbefore.pipelines.CpuPool;
import happensbefore.pipelines.Order;
import happensbefore.pipelines.Pipeline;
import happensbefore.pipelines.Source;
import happensbefore.pipelines.Stage;
import happensbefore.pipelines.Workers;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Spans to a backend in four stages: preprocess, serialize, compress on the pool for computing, export.
///
/// Each run is observed as [PipelineSpans] and [PipelineMetrics] say, under a span of its own. For any number of runs,
/// also at once; the pool and the backend's client stay the caller's.
public final class SpanExportPipeline {
    private final OpenTelemetry telemetry;
    private final String name;
    private final Pipeline<SpanBatch, OtlpReceipt> pipeline;

    // @start region="stages"
    /// @param name this pipeline's, unique in the process
    /// @param keep the spans that are exported; a batch without any goes no further
    /// @param exporters how many requests can be under way
    /// @param limit to the time of a run
    public SpanExportPipeline(
            OpenTelemetry telemetry,
            String name,
            Predicate<Span> keep,
            CpuPool pool,
            OtlpBackend backend,
            int exporters,
            Duration limit) {
        this.telemetry = telemetry;
        this.name = name;
        pipeline = Pipeline.of(Stage.<SpanBatch, SpanBatch>of("preprocess", batch -> kept(batch, keep)))
                .then(Stage.<SpanBatch, OtlpRequest>of("serialize", OtlpRequest::of)
                        .by(Workers.platform(1)))
                .then(Stage.of("compress", OtlpRequest::compressed).by(Workers.on(pool)))
                .then(Stage.of("export", backend::export)
                        .by(Workers.virtual(exporters))
                        .inOrder(Order.AS_DONE))
                .within(limit);
    }
    // @end

    private static @Nullable SpanBatch kept(SpanBatch batch, Predicate<Span> keep) {
        List<Span> kept = batch.spans().stream().filter(keep).toList();
        return kept.isEmpty() ? null : new SpanBatch(batch.resource(), batch.scope(), kept);
    }

    /// Starts to export, within the caller's context.
    public SpanExport start(Source<SpanBatch> batches) {
        return new SpanExport(telemetry, name, pipeline, batches);
    }
}
