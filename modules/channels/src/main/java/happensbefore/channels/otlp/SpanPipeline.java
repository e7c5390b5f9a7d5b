package happensbefore.channels.otlp;

import happensbefore.channels.Channel;
import happensbefore.channels.Received.Value;
import happensbefore.channels.Receiver;
import happensbefore.channels.SendResult;
import happensbefore.channels.Sender;
import happensbefore.channels.otlp.ChannelMetrics.Reason;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Any number of producers, one exporter, and a clean end: when the last producer has gone, the exporter
/// sends what is left and ends. Nobody loops for ever, and nobody is told to stop.
///
/// Batches are what is there: as much as fits, without waiting for more. Each batch is sent within a span
/// that links to the spans it came from. Metrics as [ChannelMetrics]; drops by `error.type`: `timeout`,
/// `closed`, `not_received`. The exporter's thread is virtual and belongs to this; `close` waits for its
/// end.
public final class SpanPipeline<S> implements AutoCloseable {
    /// Sends a batch. What it throws is recorded in the batch's span; the pipeline goes on.
    @FunctionalInterface
    public interface Exporter<S> {
        void export(List<S> batch) throws Exception;
    }

    private final Tracer tracer;
    private final Channel<Message<S>> channel;
    private final ChannelMetrics metrics;
    private final int batchSize;
    private final Exporter<S> exporter;
    private final Thread thread;

    /// @param name this pipeline's, unique in the process
    /// @param batchSize the most that one export sends
    public SpanPipeline(OpenTelemetry telemetry, String name, int capacity, int batchSize, Exporter<S> exporter) {
        this.batchSize = batchSize;
        this.exporter = exporter;
        tracer = telemetry.getTracer("happensbefore.channels");
        channel = Channel.bounded(capacity);
        metrics = new ChannelMetrics(telemetry.getMeter("happensbefore.channels"), name, channel.sender()::size);
        thread = Thread.ofVirtual().name(name + " exporter").start(this::exportAll);
    }

    /// One producer's end; closing it says that this producer is done.
    public final class Producer implements AutoCloseable {
        private final Sender<Message<S>> sender;

        private Producer(Sender<Message<S>> sender) {
            this.sender = sender;
        }

        /// Hands the span over; waits for room for at most `patience`.
        ///
        /// @return false when it was dropped, counted
        /// @throws InterruptedException when interrupted; nothing was handed over or dropped
        public boolean emit(S span, Duration patience) throws InterruptedException {
            SendResult result = sender.send(Message.now(span), patience);
            switch (result) {
                case SENT -> metrics.sent();
                case FULL -> metrics.dropped(Reason.TIMEOUT, 1);
                case CLOSED -> metrics.dropped(Reason.CLOSED, 1);
            }
            return result == SendResult.SENT;
        }

        @Override
        public void close() {
            sender.close();
        }
    }

    /// @throws IllegalStateException when this is closed
    public Producer producer() {
        return new Producer(channel.sender().copy());
    }

    // @start region="export"
    private void exportAll() {
        Receiver<Message<S>> receiver = channel.receiver();
        try {
            for (Message<S> first = receiver.receive(); first != null; first = receiver.receive()) {
                export(batchFrom(first, receiver));
            }
        } catch (InterruptedException e) {
            // told to end at once: what is left is counted below
        } finally {
            metrics.dropped(Reason.NOT_RECEIVED, receiver.closeAndDrain().size());
        }
    }

    private List<Message<S>> batchFrom(Message<S> first, Receiver<Message<S>> receiver) {
        List<Message<S>> batch = new ArrayList<>();
        @Nullable Message<S> next = first;
        while (next != null) {
            metrics.received(next.sentNanos());
            batch.add(next);
            next = batch.size() < batchSize && receiver.tryReceive() instanceof Value<Message<S>>(Message<S> there)
                    ? there
                    : null;
        }
        return batch;
    }
    // @end

    private void export(List<Message<S>> batch) {
        var builder = tracer.spanBuilder("export batch")
                .setSpanKind(SpanKind.CLIENT)
                .setNoParent()
                .setAttribute("happensbefore.batch.size", (long) batch.size());
        batch.forEach(message -> builder.addLink(message.producer().getSpanContext()));
        Span span = builder.startSpan();
        try (Scope _ = span.makeCurrent()) {
            exporter.export(batch.stream().map(Message::value).toList());
        } catch (InterruptedException e) {
            span.setStatus(StatusCode.ERROR, "cancelled");
            Thread.currentThread().interrupt();
        } catch (Exception failure) {
            span.setStatus(StatusCode.ERROR).recordException(failure);
        } finally {
            span.end();
        }
    }

    /// Opens no more producers, and returns when those that there are have closed and all is sent.
    ///
    /// When interrupted, interrupts the exporter, waits for its end, and keeps the interrupt; what is left
    /// is counted.
    @Override
    public void close() {
        channel.sender().close();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
                thread.interrupt();
            }
        }
        metrics.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
