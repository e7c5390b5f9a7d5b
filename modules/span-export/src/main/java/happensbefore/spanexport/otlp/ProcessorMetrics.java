package happensbefore.spanexport.otlp;

import happensbefore.spanexport.AdaptiveBatcher;
import happensbefore.spanexport.Pace;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A processor's books as metrics, read when they are collected: until then nothing is done for them. Those of
/// [LedgerInstruments], and `happensbefore.span_export.batch.size`, `.batch.delay` and `.limit`.
final class ProcessorMetrics implements AutoCloseable {
    private static final String COMPONENT = "happensbefore.adaptive_batching_span_processor";
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final AtomicInteger INSTANCES = new AtomicInteger();

    private final Supplier<@Nullable MeterProvider> meters;
    private final AdaptiveBatcher<?> batcher;
    private final Attributes self =
            LedgerInstruments.component(COMPONENT, COMPONENT + "/" + INSTANCES.getAndIncrement());
    private volatile @Nullable BatchCallback callback; // written under the monitor

    /// @param meters null as long as there are none; asked by [#report]
    ProcessorMetrics(Supplier<@Nullable MeterProvider> meters, AdaptiveBatcher<?> batcher) {
        this.meters = meters;
        this.batcher = batcher;
    }

    /// Begins to report, if it has not begun and there are meters.
    void report() {
        if (callback == null) {
            begin();
        }
    }

    private synchronized void begin() {
        MeterProvider provider = callback == null ? meters.get() : null;
        if (provider != null) {
            callback = new Instruments(provider.get("happensbefore.spanexport")).callback();
        }
    }

    private final class Instruments {
        private final Meter meter;
        private final LedgerInstruments ledger;
        private final ObservableLongMeasurement batch;
        private final ObservableDoubleMeasurement delay;
        private final ObservableLongMeasurement limit;

        Instruments(Meter meter) {
            this.meter = meter;
            ledger = new LedgerInstruments(meter);
            batch = LedgerInstruments.upDown(
                    meter, "happensbefore.span_export.batch.size", "Spans that are a batch before its time", "{span}");
            delay = meter.gaugeBuilder("happensbefore.span_export.batch.delay")
                    .setDescription("How long a span waits at most for its batch to begin")
                    .setUnit("s")
                    .buildObserver();
            limit = LedgerInstruments.upDown(
                    meter, "happensbefore.span_export.limit", "Exports that may be in flight", "{export}");
        }

        BatchCallback callback() {
            return meter.batchCallback(this::report, ledger.first(), ledger.and(batch, delay, limit));
        }

        private void report() {
            ledger.record(batcher.ledger(), batcher.capacity(), self);
            Pace pace = batcher.pace();
            batch.record(pace.batch(), self);
            delay.record(pace.delay().toNanos() / NANOS_PER_SECOND, self);
            limit.record(batcher.limit().limit(), self);
        }
    }

    /// Ends the reporting. What is collected later does not show this processor.
    @Override
    public void close() {
        BatchCallback reporting = callback;
        if (reporting != null) {
            reporting.close();
        }
    }
}
