package happensbefore.channels.otlp;

import happensbefore.channels.Broadcast;
import happensbefore.channels.Broadcast.Next;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.metrics.ObservableLongUpDownCounter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/// Spans to several exporters at once, each on a thread of its own and at its own pace. One that is too slow
/// misses spans, which are counted; it costs the others nothing, and whoever exports never waits.
///
/// Metrics, by `otel.component.name`: `otel.sdk.processor.span.processed`, with `error.type` `lagged` (overwritten
/// before this exporter came to them), `interrupted` (left when it was stopped), or what the exporter threw;
/// `otel.sdk.processor.span.queue.size`; `happensbefore.broadcast.wait` in seconds. For each exporter: exported
/// since it was added = processed + queued + in flight. The span `NAME export` links to the one that was current
/// in `export`.
///
/// Any number of threads may export.
public final class BroadcastExport<S> implements AutoCloseable {
    private static final AttributeKey<String> COMPONENT = AttributeKey.stringKey("otel.component.name");
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    private static final double NANOS_PER_SECOND = 1e9;

    /// Sends one span to a backend, on this exporter's thread.
    @FunctionalInterface
    public interface Exporter<S> {
        void send(S span) throws Exception;
    }

    private record Carried<S>(S span, Context context, long nanoTime) {}

    private final Broadcast<Carried<S>> broadcast;
    private final Broadcast<Carried<S>>.Sender sender;
    private final List<Worker> workers = new CopyOnWriteArrayList<>();
    private final Tracer tracer;
    private final LongCounter processed;
    private final DoubleHistogram waits;
    private final ObservableLongUpDownCounter queueSize;
    private final AtomicBoolean reporting = new AtomicBoolean(true);

    /// @param capacity how many spans an exporter may be behind
    public BroadcastExport(OpenTelemetry telemetry, int capacity) {
        broadcast = new Broadcast<>(capacity);
        sender = broadcast.sender();
        tracer = telemetry.getTracer("happensbefore.channels");
        var meter = telemetry.getMeter("happensbefore.channels");
        processed = meter.counterBuilder("otel.sdk.processor.span.processed")
                .setUnit("{span}")
                .build();
        waits = meter.histogramBuilder("happensbefore.broadcast.wait")
                .setUnit("s")
                .build();
        queueSize = meter.upDownCounterBuilder("otel.sdk.processor.span.queue.size")
                .setUnit("{span}")
                .buildWithCallback(this::reportQueues);
    }

    /// Adds an exporter, which gets every span from now on.
    ///
    /// @param name unique in the process
    public void add(String name, Exporter<? super S> exporter) {
        Worker worker = new Worker(name, exporter);
        workers.add(worker);
        worker.thread.start();
    }

    // @start region="export"
    /// Hands the span to all exporters, with the caller's context. Never waits.
    public void export(S span) {
        sender.send(new Carried<>(span, Context.current(), System.nanoTime()));
    }
    // @end

    private void reportQueues(ObservableLongMeasurement measurement) {
        for (Worker worker : workers) {
            measurement.record(Math.max(0, broadcast.sent() - worker.next), worker.self);
        }
    }

    /// Ends the stream, and waits until each exporter has sent what it had not missed. An interrupt stops the
    /// exporters: what they leave is counted; the interrupt is kept for later. Idempotent.
    @Override
    public void close() {
        sender.close();
        boolean interrupted = false;
        for (Worker worker : workers) {
            while (worker.thread.isAlive()) {
                try {
                    worker.thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    workers.forEach(each -> each.thread.interrupt());
                }
            }
        }
        if (reporting.getAndSet(false)) {
            queueSize.close();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Worker {
        private final String name;
        private final Exporter<? super S> exporter;
        private final Attributes self;
        private final Broadcast<Carried<S>>.Subscription subscription = broadcast.subscribe();
        private final Thread thread;
        private volatile long next = subscription.position(); // position after the last span that is accounted for

        private Worker(String name, Exporter<? super S> exporter) {
            this.name = name;
            this.exporter = exporter;
            self = Attributes.of(COMPONENT, name);
            thread = Thread.ofVirtual().name(name).unstarted(this::run);
        }

        // @start region="run"
        private void run() {
            try (subscription) {
                while (true) {
                    switch (subscription.receive()) {
                        case Next.Item<Carried<S>> item -> {
                            send(item.value());
                            next = item.position() + 1;
                        }
                        case Next.Missed<Carried<S>> missed -> {
                            count(missed.count(), "lagged");
                            next = missed.position() + missed.count();
                        }
                        case Next.End<Carried<S>> _ -> {
                            return;
                        }
                    }
                }
            } catch (InterruptedException e) {
                count(broadcast.sent() - next, "interrupted");
                next = broadcast.sent();
            }
        }
        // @end

        private void send(Carried<S> carried) throws InterruptedException {
            waits.record((System.nanoTime() - carried.nanoTime()) / NANOS_PER_SECOND, self);
            Span span = tracer.spanBuilder(name + " export")
                    .setSpanKind(SpanKind.CONSUMER)
                    .addLink(Span.fromContext(carried.context()).getSpanContext())
                    .startSpan();
            try (Scope _ = carried.context().with(span).makeCurrent()) {
                exporter.send(carried.span());
                processed.add(1, self);
            } catch (InterruptedException e) {
                span.setStatus(StatusCode.ERROR).setAttribute(ERROR_TYPE, "interrupted");
                throw e;
            } catch (Throwable thrown) {
                span.setStatus(StatusCode.ERROR).recordException(thrown);
                count(1, thrown.getClass().getName());
            } finally {
                span.end();
            }
        }

        private void count(long spans, String errorType) {
            if (spans > 0) {
                processed.add(spans, self.toBuilder().put(ERROR_TYPE, errorType).build());
            }
        }
    }
}
