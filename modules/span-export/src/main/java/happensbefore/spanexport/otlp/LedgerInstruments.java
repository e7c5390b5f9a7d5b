package happensbefore.spanexport.otlp;

import happensbefore.spanexport.Drop;
import happensbefore.spanexport.Ledger;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a [Ledger] is as metrics.
///
/// - By the semantic conventions of the SDK: `otel.sdk.processor.span.processed` (with `error.type` where a
///   span never came to the exporter), `otel.sdk.processor.span.queue.size` and `.queue.capacity`.
/// - Ours: `happensbefore.span_export.spans` by `state` (`exported`, `queued`, `in_flight`, or `dropped` with
///   `reason`), and `.late`.
///
/// All that is recorded of one ledger is of one moment. Immutable.
final class LedgerInstruments {
    private static final AttributeKey<String> TYPE = AttributeKey.stringKey("otel.component.type");
    private static final AttributeKey<String> NAME = AttributeKey.stringKey("otel.component.name");
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> STATE = AttributeKey.stringKey("state");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("reason");
    private static final String SPANS = "{span}";

    private final ObservableLongMeasurement processed;
    private final ObservableLongMeasurement size;
    private final ObservableLongMeasurement capacity;
    private final ObservableLongMeasurement states;
    private final ObservableLongMeasurement late;

    LedgerInstruments(Meter meter) {
        processed = meter.counterBuilder("otel.sdk.processor.span.processed")
                .setDescription("Spans for which the processing has finished, by the exporter's call or by a drop")
                .setUnit(SPANS)
                .buildObserver();
        size = upDown(meter, "otel.sdk.processor.span.queue.size", "Spans in the queue", SPANS);
        capacity = upDown(meter, "otel.sdk.processor.span.queue.capacity", "Spans that the queue can hold", SPANS);
        states = upDown(meter, "happensbefore.span_export.spans", "Where all spans are", SPANS);
        late = meter.counterBuilder("happensbefore.span_export.late")
                .setDescription("Spans counted as dropped and delivered after all")
                .setUnit(SPANS)
                .buildObserver();
    }

    static ObservableLongMeasurement upDown(Meter meter, String name, String description, String unit) {
        return meter.upDownCounterBuilder(name)
                .setDescription(description)
                .setUnit(unit)
                .buildObserver();
    }

    /// The attributes of a component, which is one of its type in its SDK.
    static Attributes component(String type, String name) {
        return Attributes.of(TYPE, type, NAME, name);
    }

    /// These instruments and those, for a callback.
    ObservableMeasurement[] and(ObservableMeasurement... others) {
        List<ObservableMeasurement> all = new ArrayList<>(List.of(size, capacity, states, late));
        all.addAll(Arrays.asList(others));
        return all.toArray(ObservableMeasurement[]::new);
    }

    ObservableMeasurement first() {
        return processed;
    }

    // @start region="record"
    /// @param self the component's attributes
    void record(Ledger now, long queueCapacity, Attributes self) {
        long reachedExporter = now.exported()
                + now.inFlight()
                + now.dropped(Drop.REJECTED)
                + now.dropped(Drop.EXPORT_FAILED)
                + now.dropped(Drop.EXPORT_TIMED_OUT);
        processed.record(reachedExporter, self);
        errors(now).forEach((type, count) -> processed.record(count, with(self, ERROR_TYPE, type)));
        size.record(now.queued(), self);
        capacity.record(queueCapacity, self);
        states.record(now.exported(), with(self, STATE, "exported"));
        states.record(now.queued(), with(self, STATE, "queued"));
        states.record(now.inFlight(), with(self, STATE, "in_flight"));
        now.dropped()
                .forEach((reason, count) ->
                        states.record(count, with(with(self, STATE, "dropped"), REASON, reason.label())));
        late.record(now.late(), self);
    }
    // @end

    /// Drops before the exporter, by the words that the conventions have for them.
    private static Map<String, Long> errors(Ledger now) {
        Map<String, Long> errors = new TreeMap<>();
        now.dropped().forEach((reason, count) -> {
            switch (reason) {
                case QUEUE_FULL, DISPLACED, TIMED_OUT, REFUSED -> errors.merge("queue_full", count, Long::sum);
                case ALREADY_SHUTDOWN, INTERRUPTED, TOO_LARGE, ABANDONED ->
                    errors.merge(reason.label(), count, Long::sum);
                case REJECTED,
                        EXPORT_FAILED,
                        EXPORT_TIMED_OUT,
                        RETRIES_EXHAUSTED,
                        RETRY_BUDGET_SPENT,
                        CIRCUIT_OPEN -> {} // the exporter's to report
            }
        });
        return errors;
    }

    private static Attributes with(Attributes self, AttributeKey<String> key, String value) {
        return self.toBuilder().put(key, value).build();
    }
}
