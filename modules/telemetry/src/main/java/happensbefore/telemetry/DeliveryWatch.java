package happensbefore.telemetry;

import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.concurrent.atomic.AtomicLong;

/// Stands between the SDK's batch processors and its OTLP exporters, because the SDK's flush reports success
/// also for what it lost. What goes to another exporter (the console's, say) passes uncounted. Thread-safe once
/// the SDK is built.
final class DeliveryWatch {
    private final Ledger spans = new Ledger();
    private final Ledger logs = new Ledger();
    private final AtomicLong metricFailures = new AtomicLong();
    private final WatchedExport watch = new WatchedExport();
    private boolean watchesSpans;
    private boolean watchesLogs;

    SpanExporter watch(SpanExporter exporter) {
        if (exporter instanceof OtlpGrpcSpanExporter || exporter instanceof OtlpHttpSpanExporter) {
            watchesSpans = true;
            return new WatchedSpanExporter(exporter, spans, watch);
        }
        return exporter;
    }

    /// @param capacity of the batch processor's queue
    SpanProcessor gate(SpanProcessor processor, int capacity) {
        return watchesSpans && processor instanceof BatchSpanProcessor
                ? new GatedSpanProcessor(processor, spans, capacity)
                : processor;
    }

    LogRecordExporter watch(LogRecordExporter exporter) {
        if (exporter instanceof OtlpGrpcLogRecordExporter || exporter instanceof OtlpHttpLogRecordExporter) {
            watchesLogs = true;
            return new WatchedLogExporter(exporter, logs, watch);
        }
        return exporter;
    }

    /// @param capacity of the batch processor's queue
    LogRecordProcessor gate(LogRecordProcessor processor, int capacity) {
        return watchesLogs && processor instanceof BatchLogRecordProcessor
                ? new GatedLogProcessor(processor, logs, capacity)
                : processor;
    }

    MetricExporter watch(MetricExporter exporter) {
        return new WatchedMetricExporter(exporter, metricFailures, watch);
    }

    Delivery spans() {
        return spans.snapshot();
    }

    Delivery logs() {
        return logs.snapshot();
    }

    long metricFailures() {
        return metricFailures.get();
    }

    void cutOff() {
        watch.cutOff();
    }
}
