package happensbefore.lockfree.otlp;

import happensbefore.lockfree.MichaelScottQueue;
import happensbefore.lockfree.MonotonicCounts;
import happensbefore.lockfree.RetryListener;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.function.Consumer;

/// Work handed from thread to thread over a lock-free queue, traced on both sides: the consumer's span links to the
/// producer's, and the work runs in the producer's context (its baggage) under the consumer's span.
///
/// - Invariant: `offered = taken + size` in every snapshot; `failed` is a part of `taken`. An offer is counted before
///   it is done, a poll after; so `size` includes calls that are under way.
/// - Linearizes, progress: as [MichaelScottQueue]; spans and counts add no lock of their own.
///
/// Metrics: `happensbefore.queue.offered`, `.processed` (with `error.type` where the work threw), `.size`, and
/// `.retries` by `operation`. For any number of threads.
public final class LinkedWorkQueue<E> implements AutoCloseable {
    private static final AttributeKey<String> QUEUE = AttributeKey.stringKey("happensbefore.queue.name");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("operation");
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    private static final int OFFERED = 0;
    private static final int TAKEN = 1;
    private static final int FAILED = 2;
    private static final int OFFER_RETRIES = 3;
    private static final int POLL_RETRIES = 4;

    /// What happened so far, as of one moment.
    public record Counts(long offered, long taken, long failed, long offerRetries, long pollRetries) {
        /// In the queue, or on the way there or back.
        public long size() {
            return offered - taken;
        }
    }

    private record Carried<E>(E item, Context context) {}

    private final String name;
    private final Tracer tracer;
    private final MonotonicCounts counts = new MonotonicCounts(5);
    private final MichaelScottQueue<Carried<E>> queue = new MichaelScottQueue<>(new RetryListener() {
        @Override
        public void insertRetried() {
            counts.add(OFFER_RETRIES, 1);
        }

        @Override
        public void removeRetried() {
            counts.add(POLL_RETRIES, 1);
        }
    });
    private final Attributes self;
    private final Attributes failures;
    private final Attributes offers;
    private final Attributes polls;
    private final ObservableLongMeasurement offered;
    private final ObservableLongMeasurement processed;
    private final ObservableLongMeasurement size;
    private final ObservableLongMeasurement retries;
    private final BatchCallback callback;

    /// @param name this queue's, unique in the process; its spans are called `name send` and `name process`
    public LinkedWorkQueue(OpenTelemetry openTelemetry, String name) {
        this.name = name;
        tracer = openTelemetry.getTracer("happensbefore.lockfree");
        self = Attributes.of(QUEUE, name);
        failures = self.toBuilder().put(ERROR_TYPE, "work_failed").build();
        offers = self.toBuilder().put(OPERATION, "offer").build();
        polls = self.toBuilder().put(OPERATION, "poll").build();
        Meter meter = openTelemetry.getMeter("happensbefore.lockfree");
        offered = meter.counterBuilder("happensbefore.queue.offered")
                .setUnit("{item}")
                .buildObserver();
        processed = meter.counterBuilder("happensbefore.queue.processed")
                .setUnit("{item}")
                .buildObserver();
        size = meter.upDownCounterBuilder("happensbefore.queue.size")
                .setUnit("{item}")
                .buildObserver();
        retries = meter.counterBuilder("happensbefore.queue.retries")
                .setUnit("{retry}")
                .buildObserver();
        callback = meter.batchCallback(this::report, offered, processed, size, retries);
    }

    // @start region="offer"
    /// Hands work over, under a span of the caller's trace.
    public void offer(E item) {
        Span send = tracer.spanBuilder(name + " send")
                .setSpanKind(SpanKind.PRODUCER)
                .startSpan();
        try {
            counts.add(OFFERED, 1);
            queue.offer(new Carried<>(item, Context.current().with(send)));
        } finally {
            send.end();
        }
    }
    // @end

    // @start region="process"
    /// Takes the oldest piece of work and does it, under a span that links to the producer's.
    ///
    /// @return false if there was none
    /// @throws RuntimeException what the work threw, after it was recorded and counted
    public boolean process(Consumer<? super E> work) {
        Carried<E> carried = queue.poll();
        if (carried == null) {
            return false;
        }
        counts.add(TAKEN, 1);
        Span process = tracer.spanBuilder(name + " process")
                .setSpanKind(SpanKind.CONSUMER)
                .addLink(Span.fromContext(carried.context()).getSpanContext())
                .startSpan();
        try (Scope _ = carried.context().with(process).makeCurrent()) {
            work.accept(carried.item());
            return true;
        } catch (Throwable thrown) {
            counts.add(FAILED, 1);
            process.setStatus(StatusCode.ERROR).recordException(thrown);
            throw thrown;
        } finally {
            process.end();
        }
    }
    // @end

    /// All counts as of one moment.
    public Counts counts() {
        long[] now = counts.snapshot();
        return new Counts(now[OFFERED], now[TAKEN], now[FAILED], now[OFFER_RETRIES], now[POLL_RETRIES]);
    }

    private void report() {
        Counts now = counts();
        offered.record(now.offered(), self);
        processed.record(now.taken() - now.failed(), self);
        processed.record(now.failed(), failures);
        size.record(now.size(), self);
        retries.record(now.offerRetries(), offers);
        retries.record(now.pollRetries(), polls);
    }

    /// Ends the reporting. Work that is still here can be processed.
    @Override
    public void close() {
        callback.close();
    }
}
