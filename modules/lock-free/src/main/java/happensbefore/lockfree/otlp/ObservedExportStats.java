package happensbefore.lockfree.otlp;

import happensbefore.lockfree.ExportStats;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;

/// An exporter's statistics as metrics that are all read from one snapshot, so that they add up at the backend too:
/// spans started = spans exported, with and without error, + spans in flight.
///
/// The exporter counts on [#stats]; nothing is done for telemetry until metrics are collected. Closing ends the
/// reporting; the counts stay.
public final class ObservedExportStats implements AutoCloseable {
    private final ExportStats stats = new ExportStats();
    private final Attributes component;
    private final Attributes failure;
    private final ObservableLongMeasurement started;
    private final ObservableLongMeasurement exported;
    private final ObservableLongMeasurement inFlight;
    private final BatchCallback callback;

    /// @param type what kind of exporter it is, such as `otlp_http_span_exporter`
    /// @param name this exporter's, unique in the process, such as `otlp_http_span_exporter/0`
    public ObservedExportStats(Meter meter, String type, String name) {
        component = Conventions.component(type, name);
        failure = Conventions.withError(component, "_OTHER");
        started = meter.counterBuilder("happensbefore.exporter.span.started")
                .setDescription("Spans whose export began")
                .setUnit(Conventions.SPANS)
                .buildObserver();
        exported = meter.counterBuilder("otel.sdk.exporter.span.exported")
                .setDescription("Spans whose export ended, in success or, with error.type, in failure")
                .setUnit(Conventions.SPANS)
                .buildObserver();
        inFlight = meter.upDownCounterBuilder("otel.sdk.exporter.span.inflight")
                .setDescription("Spans whose export began and has not ended")
                .setUnit(Conventions.SPANS)
                .buildObserver();
        callback = meter.batchCallback(this::report, started, exported, inFlight);
    }

    /// Where the exporter counts.
    public ExportStats stats() {
        return stats;
    }

    // @start region="report"
    private void report() {
        ExportStats.Snapshot now = stats.snapshot();
        started.record(now.started(), component);
        exported.record(now.succeeded(), component);
        exported.record(now.failed(), failure);
        inFlight.record(now.inFlight(), component);
    }
    // @end

    @Override
    public void close() {
        callback.close();
    }
}
