package happensbefore.producerconsumer.otlp;

import happensbefore.producerconsumer.Counts;
import happensbefore.producerconsumer.DropReason;
import happensbefore.producerconsumer.HandOver;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A hand-over's counts as metrics, read when they are collected: until then nothing is done for them.
///
/// `happensbefore.handover.produced`, `.consumed`, `.dropped` by `reason`, `.queue.size`, `.queue.capacity`, and
/// `.wait.time` by `side`. All but size and capacity are of one [Counts].
public final class HandOverMetrics implements AutoCloseable {
    private static final AttributeKey<String> NAME = AttributeKey.stringKey("happensbefore.handover.name");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("reason");
    private static final AttributeKey<String> SIDE = AttributeKey.stringKey("side");
    private static final String ITEMS = "{item}";
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final HandOver<?> handOver;
    private final Attributes self;
    private final Attributes producers;
    private final Attributes consumers;
    private final Map<DropReason, Attributes> reasons = new EnumMap<>(DropReason.class);
    private final ObservableLongMeasurement produced;
    private final ObservableLongMeasurement consumed;
    private final ObservableLongMeasurement dropped;
    private final ObservableLongMeasurement size;
    private final ObservableLongMeasurement capacity;
    private final ObservableDoubleMeasurement waited;
    private final BatchCallback callback;

    /// @param name the hand-over's, unique in the process
    public HandOverMetrics(Meter meter, String name, HandOver<?> handOver) {
        this.handOver = handOver;
        self = Attributes.of(NAME, name);
        producers = self.toBuilder().put(SIDE, "producer").build();
        consumers = self.toBuilder().put(SIDE, "consumer").build();
        for (DropReason reason : DropReason.values()) {
            reasons.put(reason, self.toBuilder().put(REASON, reason.label()).build());
        }
        produced = meter.counterBuilder("happensbefore.handover.produced")
                .setDescription("Items that producers put")
                .setUnit(ITEMS)
                .buildObserver();
        consumed = meter.counterBuilder("happensbefore.handover.consumed")
                .setDescription("Items that consumers took")
                .setUnit(ITEMS)
                .buildObserver();
        dropped = meter.counterBuilder("happensbefore.handover.dropped")
                .setDescription("Items that were produced and never consumed")
                .setUnit(ITEMS)
                .buildObserver();
        size = meter.upDownCounterBuilder("happensbefore.handover.queue.size")
                .setDescription("Items on their way")
                .setUnit(ITEMS)
                .buildObserver();
        capacity = meter.upDownCounterBuilder("happensbefore.handover.queue.capacity")
                .setDescription("Items that can be on their way")
                .setUnit(ITEMS)
                .buildObserver();
        waited = meter.counterBuilder("happensbefore.handover.wait.time")
                .setDescription("Time that threads have waited for the other side")
                .setUnit("s")
                .ofDoubles()
                .buildObserver();
        callback = meter.batchCallback(this::report, produced, consumed, dropped, size, capacity, waited);
    }

    // @start region="report"
    private void report() {
        Counts now = handOver.counts();
        produced.record(now.produced(), self);
        consumed.record(now.consumed(), self);
        reasons.forEach((reason, attributes) -> dropped.record(now.dropped(reason), attributes));
        size.record(handOver.size(), self);
        capacity.record(handOver.capacity(), self);
        waited.record(now.producerWaitNanos() / NANOS_PER_SECOND, producers);
        waited.record(now.consumerWaitNanos() / NANOS_PER_SECOND, consumers);
    }
    // @end

    /// Ends the reporting. What is collected later does not show this hand-over, so let the stream end first.
    @Override
    public void close() {
        callback.close();
    }
}
