package happensbefore.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.MemoryMode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;

/// Counts exports of metrics that failed: the SDK's own flush reports success for those, too.
final class WatchedMetricExporter implements MetricExporter {
    private final MetricExporter exporter;
    private final AtomicLong failures;
    private final WatchedExport watch;

    WatchedMetricExporter(MetricExporter exporter, AtomicLong failures, WatchedExport watch) {
        this.exporter = exporter;
        this.failures = failures;
        this.watch = watch;
    }

    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
        return watch.run(() -> exporter.export(metrics), success -> {
            if (!success) {
                failures.incrementAndGet();
            }
        });
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType instrument) {
        return exporter.getAggregationTemporality(instrument);
    }

    @Override
    public Aggregation getDefaultAggregation(InstrumentType instrument) {
        return exporter.getDefaultAggregation(instrument);
    }

    @Override
    public MemoryMode getMemoryMode() {
        return exporter.getMemoryMode();
    }

    @Override
    public String toString() {
        return exporter.toString();
    }
}
