package happensbefore.spanexport.otlp;

import happensbefore.spanexport.BackendLane;
import happensbefore.spanexport.CircuitBreaker;
import happensbefore.spanexport.Ledger;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The books of an exporter's backends as metrics, read when they are collected: until then nothing is done for
/// them. Each has the attribute `backend`.
///
/// - By the semantic conventions of the SDK: `otel.sdk.exporter.span.exported` (with `error.type` where a span was
///   lost) and `otel.sdk.exporter.span.inflight`, which counts what is queued here, too.
/// - Ours: `happensbefore.span_export.spans` by `state` (`exported`, `queued`, `in_flight`, or `dropped` with
///   `reason`), `.late`, `.held`, `.retries` and `.circuit.openings`. The states of one collection are of one [Ledger].
final class ExporterMetrics implements AutoCloseable {
    private static final AttributeKey<String> TYPE = AttributeKey.stringKey("otel.component.type");
    private static final AttributeKey<String> NAME = AttributeKey.stringKey("otel.component.name");
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> BACKEND = AttributeKey.stringKey("backend");
    private static final AttributeKey<String> STATE = AttributeKey.stringKey("state");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("reason");
    private static final String SPANS = "{span}";
    private static final AtomicInteger INSTANCES = new AtomicInteger();

    /// One backend's books.
    ///
    /// @param held spans that take room
    /// @param openings of its circuit breaker
    record Source(
            String backend, Supplier<Ledger> ledger, LongSupplier held, LongSupplier retries, LongSupplier openings) {
        static Source of(BackendLane<?> lane) {
            return new Source(lane.name(), lane::ledger, lane::held, lane::retries, () -> 0);
        }

        static Source of(BackendLane<?> lane, CircuitBreaker breaker) {
            return new Source(lane.name(), lane::ledger, lane::held, lane::retries, breaker::openings);
        }
    }

    private final Supplier<@Nullable MeterProvider> meters;
    private final List<Source> sources;
    private final Attributes self;
    private volatile @Nullable BatchCallback callback; // written under the monitor

    /// @param meters null as long as there are none; asked by [#report]
    ExporterMetrics(String component, Supplier<@Nullable MeterProvider> meters, List<Source> sources) {
        this.meters = meters;
        this.sources = List.copyOf(sources);
        self = Attributes.of(TYPE, component, NAME, component + "/" + INSTANCES.getAndIncrement());
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
        private final ObservableLongMeasurement exported;
        private final ObservableLongMeasurement inFlight;
        private final ObservableLongMeasurement states;
        private final ObservableLongMeasurement late;
        private final ObservableLongMeasurement held;
        private final ObservableLongMeasurement retries;
        private final ObservableLongMeasurement openings;

        Instruments(Meter meter) {
            this.meter = meter;
            exported = counter("otel.sdk.exporter.span.exported", "Spans for which the export has finished", SPANS);
            inFlight = upDown("otel.sdk.exporter.span.inflight", "Spans for which the export has not finished");
            states = upDown("happensbefore.span_export.spans", "Where all spans are");
            late = counter("happensbefore.span_export.late", "Spans counted as dropped and delivered after all", SPANS);
            held = upDown("happensbefore.span_export.held", "Spans that take room");
            retries = counter("happensbefore.span_export.retries", "Exports that were tried again", "{retry}");
            openings = counter(
                    "happensbefore.span_export.circuit.openings", "How often its circuit breaker opened", "{opening}");
        }

        private ObservableLongMeasurement counter(String name, String description, String unit) {
            return meter.counterBuilder(name)
                    .setDescription(description)
                    .setUnit(unit)
                    .buildObserver();
        }

        private ObservableLongMeasurement upDown(String name, String description) {
            return meter.upDownCounterBuilder(name)
                    .setDescription(description)
                    .setUnit(SPANS)
                    .buildObserver();
        }

        BatchCallback callback() {
            return meter.batchCallback(this::report, exported, inFlight, states, late, held, retries, openings);
        }

        private void report() {
            sources.forEach(this::report);
        }

        // @start region="report"
        private void report(Source source) {
            Attributes backend = with(self, BACKEND, source.backend());
            Ledger now = source.ledger().get();
            exported.record(now.exported(), backend);
            inFlight.record(now.queued() + now.inFlight(), backend);
            states.record(now.exported(), with(backend, STATE, "exported"));
            states.record(now.queued(), with(backend, STATE, "queued"));
            states.record(now.inFlight(), with(backend, STATE, "in_flight"));
            Attributes dropped = with(backend, STATE, "dropped");
            now.dropped().forEach((reason, count) -> {
                states.record(count, with(dropped, REASON, reason.label()));
                if (count > 0) {
                    exported.record(count, with(backend, ERROR_TYPE, reason.label()));
                }
            });
            late.record(now.late(), backend);
            held.record(source.held().getAsLong(), backend);
            retries.record(source.retries().getAsLong(), backend);
            openings.record(source.openings().getAsLong(), backend);
        }
        // @end
    }

    private static Attributes with(Attributes attributes, AttributeKey<String> key, String value) {
        return attributes.toBuilder().put(key, value).build();
    }

    /// Ends the reporting. What is collected later does not show this exporter.
    @Override
    public void close() {
        BatchCallback reporting = callback;
        if (reporting != null) {
            reporting.close();
        }
    }
}
