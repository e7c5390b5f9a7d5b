package happensbefore.lockfree.otlp;

import happensbefore.lockfree.CountedQueue;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;

/// A span queue's counts as metrics, all from one snapshot: offered = processed, with and without error, + size.
final class SpanQueueMetrics implements AutoCloseable {
    private final CountedQueue<?> queue;
    private final Attributes component;
    private final Attributes full;
    private final Attributes afterShutdown;
    private final ObservableLongMeasurement offered;
    private final ObservableLongMeasurement processed;
    private final ObservableLongMeasurement size;
    private final ObservableLongMeasurement capacity;
    private final BatchCallback callback;

    SpanQueueMetrics(Meter meter, String name, CountedQueue<?> queue) {
        this.queue = queue;
        component = Conventions.component("ring_span_queue", name);
        full = Conventions.withError(component, "queue_full");
        afterShutdown = Conventions.withError(component, "already_shutdown");
        offered = meter.counterBuilder("happensbefore.processor.span.offered")
                .setDescription("Spans offered to the queue")
                .setUnit(Conventions.SPANS)
                .buildObserver();
        processed = meter.counterBuilder("otel.sdk.processor.span.processed")
                .setDescription("Spans handed to a consumer or, with error.type, dropped")
                .setUnit(Conventions.SPANS)
                .buildObserver();
        size = meter.upDownCounterBuilder("otel.sdk.processor.span.queue.size")
                .setDescription("Spans in the queue")
                .setUnit(Conventions.SPANS)
                .buildObserver();
        capacity = meter.upDownCounterBuilder("otel.sdk.processor.span.queue.capacity")
                .setDescription("Spans that fit in the queue")
                .setUnit(Conventions.SPANS)
                .buildObserver();
        callback = meter.batchCallback(this::report, offered, processed, size, capacity);
    }

    // @start region="report"
    private void report() {
        CountedQueue.Counts now = queue.counts();
        offered.record(now.offered(), component);
        processed.record(now.handedOut(), component);
        processed.record(now.droppedFull(), full);
        processed.record(now.droppedShutdown(), afterShutdown);
        size.record(now.queued(), component);
        capacity.record(queue.capacity(), component);
    }
    // @end

    @Override
    public void close() {
        callback.close();
    }
}
