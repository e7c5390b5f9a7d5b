package happensbefore.spanexport.otlp;

import happensbefore.spanexport.AdaptiveBatcher;
import happensbefore.spanexport.BatchSettings;
import happensbefore.spanexport.Drop;
import happensbefore.spanexport.Ledger;
import happensbefore.tasks.AdaptiveLimit;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A batching span processor for any exporter that takes several exports at once, as the OTLP exporters do.
///
/// - Batch size, delay and the number of exports in flight follow the arrival rate and the exports' latency. One
///   of the SDK's OTLP exporters turns away a sixth export at the same time: keep the limit at five or below.
/// - Every sampled span is in one place of [#ledger]: exported, dropped with a reason, queued or in flight.
/// - `forceFlush` succeeds when every span that was queued or in flight was delivered, `shutdown` likewise;
///   both then hand on the exporter's own word.
/// - `onEnd` never throws. It waits for room under the overload policies `block` and `timeOut` only.
/// - A list that was handed to the exporter is never changed again.
/// - What the backend rejects of a batch counts as lost, if the exporter tells: see
///   [RejectionAwareSpanExporter].
///
/// Metrics: [ProcessorMetrics]. For any number of threads; owns its threads and the exporter, until `shutdown`.
public final class AdaptiveBatchSpanProcessor implements SpanProcessor {
    private final OwnedExporter exporter;
    private final AdaptiveBatcher<ReadableSpan> batcher;
    private final ProcessorMetrics metrics;

    /// With [BatchSettings#DEFAULT], and no metrics.
    public static AdaptiveBatchSpanProcessor create(SpanExporter exporter) {
        return new AdaptiveBatchSpanProcessor(exporter, BatchSettings.DEFAULT, MeterProvider.noop());
    }

    /// @param settings their `maxWeight` is in bytes, by estimate. With [Long#MAX_VALUE] nothing is estimated,
    ///     which saves time in `onEnd`
    /// @param meters for this processor's own metrics; must not report through this processor's exporter only
    public AdaptiveBatchSpanProcessor(SpanExporter exporter, BatchSettings settings, MeterProvider meters) {
        this(exporter, settings, () -> meters);
        metrics.report();
    }

    /// @param meters null as long as there are none
    AdaptiveBatchSpanProcessor(
            SpanExporter exporter, BatchSettings settings, Supplier<@Nullable MeterProvider> meters) {
        this.exporter = new OwnedExporter(exporter);
        batcher = new AdaptiveBatcher<>(
                settings, this::export, settings.maxWeight() == Long.MAX_VALUE ? null : SpanWeight::of);
        metrics = new ProcessorMetrics(meters, batcher);
    }

    @Override
    public void onStart(Context parentContext, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    // @start region="onEnd"
    @Override
    public void onEnd(ReadableSpan span) {
        if (span.getSpanContext().isSampled()) {
            @Nullable Drop _ = batcher.submit(span); // a drop is counted; nobody here could do more about it
        }
    }
    // @end

    @Override
    public boolean isEndRequired() {
        return true;
    }

    // @start region="export"
    private CompletionStage<Boolean> export(List<ReadableSpan> spans) {
        metrics.report();
        List<SpanData> batch = new ArrayList<>(spans.size());
        for (ReadableSpan span : spans) {
            batch.add(span.toSpanData());
        }
        Collection<SpanData> handedOver = Collections.unmodifiableList(batch);
        return exporter.export(handedOver);
    }
    // @end

    @Override
    public CompletableResultCode forceFlush() {
        return exporter.flushAfter(batcher.flush());
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdownAfter(batcher::shutdown);
    }

    /// Where all sampled spans are now.
    public Ledger ledger() {
        return batcher.ledger();
    }

    /// How many exports may be, and are, in flight now.
    public AdaptiveLimit.Snapshot limit() {
        return batcher.limit();
    }

    /// What the exporter said of the last export that failed, if it said anything.
    public Optional<Throwable> lastFailure() {
        return batcher.lastFailure();
    }

    /// Shuts down, waits for it for ten seconds at most, and ends the metrics.
    @Override
    public void close() {
        SpanProcessor.super.close();
        metrics.close();
    }

    @Override
    public String toString() {
        return "AdaptiveBatchSpanProcessor{" + exporter + ", " + batcher.ledger() + "}";
    }
}
