package happensbefore.spanexport.otlp;

import happensbefore.spanexport.AdaptiveBatcher;
import happensbefore.spanexport.Drop;
import happensbefore.spanexport.Ledger;
import happensbefore.spanexport.Pace;
import happensbefore.tasks.AdaptiveLimit;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A processor's books as metrics, read when they are collected: until then nothing is done for them.
///
/// - By the semantic conventions of the SDK: `otel.sdk.processor.span.processed` (with `error.type` where a
///   span never came to the exporter), `otel.sdk.processor.span.queue.size` and `.queue.capacity`.
/// - Ours: `happensbefore.span_export.spans` by `state` (`exported`, `queued`, `in_flight`, or `dropped` with
///   `reason`), `.late`, `.batch.size`, `.batch.delay` and `.limit`. The states of one collection are of one
///   [Ledger].
final class ProcessorMetrics implements AutoCloseable {
    private static final AttributeKey<String> TYPE = AttributeKey.stringKey("otel.component.type");
    private static final AttributeKey<String> NAME = AttributeKey.stringKey("otel.component.name");
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> STATE = AttributeKey.stringKey("state");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("reason");
    private static final String COMPONENT = "happensbefore.adaptive_batching_span_processor";
    private static final String SPANS = "{span}";
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final AtomicInteger INSTANCES = new AtomicInteger();

    private final Supplier<@Nullable MeterProvider> meters;
    private final AdaptiveBatcher<?> batcher;
    private final Attributes self = Attributes.of(TYPE, COMPONENT, NAME, COMPONENT + "/" + INSTANCES.getAndIncrement());
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
        private final ObservableLongMeasurement processed;
        private final ObservableLongMeasurement size;
        private final ObservableLongMeasurement capacity;
        private final ObservableLongMeasurement states;
        private final ObservableLongMeasurement late;
        private final ObservableLongMeasurement batch;
        private final ObservableDoubleMeasurement delay;
        private final ObservableLongMeasurement limit;

        Instruments(Meter meter) {
            this.meter = meter;
            processed = meter.counterBuilder("otel.sdk.processor.span.processed")
                    .setDescription("Spans for which the processing has finished, by the exporter's call or by a drop")
                    .setUnit(SPANS)
                    .buildObserver();
            size = upDown("otel.sdk.processor.span.queue.size", "Spans in the queue", SPANS);
            capacity = upDown("otel.sdk.processor.span.queue.capacity", "Spans that the queue can hold", SPANS);
            states = upDown("happensbefore.span_export.spans", "Where all spans are", SPANS);
            late = meter.counterBuilder("happensbefore.span_export.late")
                    .setDescription("Spans counted as dropped and delivered after all")
                    .setUnit(SPANS)
                    .buildObserver();
            batch = upDown("happensbefore.span_export.batch.size", "Spans that are a batch before its time", SPANS);
            delay = meter.gaugeBuilder("happensbefore.span_export.batch.delay")
                    .setDescription("How long a span waits at most for its batch to begin")
                    .setUnit("s")
                    .buildObserver();
            limit = upDown("happensbefore.span_export.limit", "Exports that may be in flight", "{export}");
        }

        private ObservableLongMeasurement upDown(String name, String description, String unit) {
            return meter.upDownCounterBuilder(name)
                    .setDescription(description)
                    .setUnit(unit)
                    .buildObserver();
        }

        BatchCallback callback() {
            return meter.batchCallback(this::report, processed, size, capacity, states, late, batch, delay, limit);
        }

        // @start region="report"
        private void report() {
            Ledger now = batcher.ledger();
            long reachedExporter = now.exported()
                    + now.inFlight()
                    + now.dropped(Drop.EXPORT_FAILED)
                    + now.dropped(Drop.EXPORT_TIMED_OUT);
            processed.record(reachedExporter, self);
            errors(now).forEach((type, count) -> processed.record(count, with(ERROR_TYPE, type)));
            size.record(now.queued(), self);
            capacity.record(batcher.capacity(), self);
            states.record(now.exported(), with(STATE, "exported"));
            states.record(now.queued(), with(STATE, "queued"));
            states.record(now.inFlight(), with(STATE, "in_flight"));
            now.dropped().forEach((reason, count) -> states.record(count, dropped(reason)));
            late.record(now.late(), self);
            Pace pace = batcher.pace();
            batch.record(pace.batch(), self);
            delay.record(pace.delay().toNanos() / NANOS_PER_SECOND, self);
            AdaptiveLimit.Snapshot exports = batcher.limit();
            limit.record(exports.limit(), self);
        }
        // @end
    }

    /// Drops before the exporter, by the words that the conventions have for them.
    private static Map<String, Long> errors(Ledger now) {
        Map<String, Long> errors = new TreeMap<>();
        now.dropped().forEach((reason, count) -> {
            switch (reason) {
                case QUEUE_FULL, DISPLACED, TIMED_OUT, REFUSED -> errors.merge("queue_full", count, Long::sum);
                case ALREADY_SHUTDOWN, INTERRUPTED, TOO_LARGE, ABANDONED ->
                    errors.merge(reason.label(), count, Long::sum);
                case EXPORT_FAILED,
                        EXPORT_TIMED_OUT,
                        RETRIES_EXHAUSTED,
                        RETRY_BUDGET_SPENT,
                        CIRCUIT_OPEN -> {} // the exporter's
            }
        });
        return errors;
    }

    private Attributes dropped(Drop reason) {
        return self.toBuilder()
                .put(STATE, "dropped")
                .put(REASON, reason.label())
                .build();
    }

    private Attributes with(AttributeKey<String> key, String value) {
        return self.toBuilder().put(key, value).build();
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
