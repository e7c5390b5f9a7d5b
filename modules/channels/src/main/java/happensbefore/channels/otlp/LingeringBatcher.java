package happensbefore.channels.otlp;

import happensbefore.channels.Case;
import happensbefore.channels.Channel;
import happensbefore.channels.Received.Value;
import happensbefore.channels.Receiving;
import happensbefore.channels.Select;
import happensbefore.channels.SendResult;
import happensbefore.channels.otlp.ChannelMetrics.Reason;
import happensbefore.channels.otlp.SpanPipeline.Exporter;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Batches by size, by time and on demand, in one loop of one thread: a select over the spans and over the
/// requests to flush, with what is left of the batch's time as its timeout.
///
/// - Invariant: a span waits no longer than `linger` for its batch to begin; a flush returns after all that
///   was sent before it.
/// - The batch's span says why it was sent: `happensbefore.batch.trigger` is `size`, `linger`, `flush` or
///   `end`.
///
/// Metrics as [ChannelMetrics]; drops by `error.type`: `queue_full`, `closed`, `not_received`. For any
/// number of threads. The thread is virtual and belongs to this; `close` waits for its end.
public final class LingeringBatcher<S> implements AutoCloseable {
    private final Tracer tracer;
    private final Channel<Message<S>> spans;
    private final Channel<CountDownLatch> flushes = Channel.bounded(16);
    private final ChannelMetrics metrics;
    private final int batchSize;
    private final Duration linger;
    private final Exporter<S> exporter;
    private final Thread thread;

    /// @param name this batcher's, unique in the process
    /// @param linger how long the first span of a batch waits for others
    public LingeringBatcher(
            OpenTelemetry telemetry, String name, int capacity, int batchSize, Duration linger, Exporter<S> exporter) {
        this.batchSize = batchSize;
        this.linger = linger;
        this.exporter = exporter;
        tracer = telemetry.getTracer("happensbefore.channels");
        spans = Channel.bounded(capacity);
        metrics = new ChannelMetrics(telemetry.getMeter("happensbefore.channels"), name, spans.sender()::size);
        thread = Thread.ofVirtual().name(name).start(this::run);
    }

    /// Hands the span over, if there is room; never waits.
    ///
    /// @return false when it was dropped, counted
    /// @throws IllegalStateException when this is closed
    public boolean offer(S span) {
        SendResult result = spans.sender().trySend(Message.now(span));
        switch (result) {
            case SENT -> metrics.sent();
            case FULL -> metrics.dropped(Reason.QUEUE_FULL, 1);
            case CLOSED -> metrics.dropped(Reason.CLOSED, 1);
        }
        return result == SendResult.SENT;
    }

    /// Returns when all that was offered before has been given to the exporter.
    ///
    /// @throws IllegalStateException when this is closed
    public void flush() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        flushes.sender().send(done);
        done.await();
    }

    private void run() {
        try {
            batchAll();
        } catch (InterruptedException e) {
            // told to end at once: what is left is counted below
        }
        metrics.dropped(Reason.NOT_RECEIVED, spans.receiver().closeAndDrain().size());
        flushes.receiver().closeAndDrain().forEach(CountDownLatch::countDown);
    }

    // @start region="loop"
    private void batchAll() throws InterruptedException {
        Select select = Select.fair(); // biased, a stream of spans would hold up a flush for ever
        Receiving<Message<S>> span = select.receive(spans.receiver());
        Receiving<CountDownLatch> flush = select.receive(flushes.receiver());
        List<Message<S>> batch = new ArrayList<>();
        long began = 0;
        while (!span.isEnded()) {
            Duration left = batch.isEmpty() ? linger : linger.minusNanos(System.nanoTime() - began);
            Case ready = select.await(left);
            Message<S> next = span.value();
            CountDownLatch flushed = flush.value();
            if (ready == span && next != null) {
                began = batch.isEmpty() ? System.nanoTime() : began;
                add(next, batch);
            } else if (ready == flush && flushed != null) {
                addWhatIsThere(batch);
                export(batch, "flush");
                flushed.countDown();
            } else {
                export(batch, ready == null ? "linger" : "end");
            }
        }
    }

    /// What was offered before the flush is there now. What comes meanwhile can wait.
    private void addWhatIsThere(List<Message<S>> batch) throws InterruptedException {
        for (int there = spans.receiver().size(); there > 0; there--) {
            if (spans.receiver().tryReceive() instanceof Value<Message<S>>(Message<S> next)) {
                add(next, batch);
            }
        }
    }
    // @end

    private void add(Message<S> next, List<Message<S>> batch) throws InterruptedException {
        metrics.received(next.sentNanos());
        batch.add(next);
        if (batch.size() == batchSize) {
            export(batch, "size");
        }
    }

    private void export(List<Message<S>> batch, String trigger) throws InterruptedException {
        if (batch.isEmpty()) {
            return;
        }
        SpanBuilder builder = tracer.spanBuilder("export batch")
                .setSpanKind(SpanKind.CLIENT)
                .setNoParent()
                .setAttribute("happensbefore.batch.trigger", trigger)
                .setAttribute("happensbefore.batch.size", (long) batch.size());
        batch.forEach(message -> builder.addLink(message.producer().getSpanContext()));
        Span span = builder.startSpan();
        List<S> values = batch.stream().map(Message::value).toList();
        batch.clear();
        try (Scope _ = span.makeCurrent()) {
            exporter.export(values);
        } catch (InterruptedException e) {
            span.setStatus(StatusCode.ERROR, "cancelled");
            throw e;
        } catch (Exception failure) {
            span.setStatus(StatusCode.ERROR).recordException(failure);
        } finally {
            span.end();
        }
    }

    /// Takes no more, and returns when what was taken is exported.
    ///
    /// When interrupted, interrupts the batcher, waits for its end, and keeps the interrupt; what is left
    /// is counted.
    @Override
    public void close() {
        spans.sender().close();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
                thread.interrupt();
            }
        }
        flushes.sender().close();
        metrics.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
