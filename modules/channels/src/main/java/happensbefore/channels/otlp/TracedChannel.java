package happensbefore.channels.otlp;

import happensbefore.channels.Channel;
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
import java.util.function.Consumer;

/// A bounded channel for many producers and consumers, traced on both sides: the consumer's span links to the
/// producer's, and the work runs in the producer's context (its baggage) under the consumer's span.
///
/// Metrics as [ChannelMetrics]; drops by `error.type`: `queue_full`, `timeout`, `closed`, `not_received`.
/// For any number of threads; each producer and consumer belongs to one.
public final class TracedChannel<T> implements AutoCloseable {
    private final String name;
    private final Tracer tracer;
    private final Channel<Message<T>> channel;
    private final ChannelMetrics metrics;

    /// @param name this channel's, unique in the process; its spans are called `name send` and `name process`
    public TracedChannel(OpenTelemetry telemetry, String name, int capacity) {
        this.name = name;
        tracer = telemetry.getTracer("happensbefore.channels");
        channel = Channel.bounded(capacity);
        metrics = new ChannelMetrics(telemetry.getMeter("happensbefore.channels"), name, channel.sender()::size);
    }

    /// @throws IllegalStateException when this is closed
    public Producer producer() {
        return new Producer(channel.sender().copy());
    }

    /// @throws IllegalStateException when this is closed
    public Worker worker() {
        return new Worker(channel.receiver().copy());
    }

    /// Opens no more producers and workers. The stream ends with the last producer; the reporting of the
    /// size ends now.
    @Override
    public void close() {
        channel.sender().close();
        drop(channel.receiver());
        metrics.close();
    }

    private void drop(Receiver<Message<T>> receiver) {
        metrics.dropped(Reason.NOT_RECEIVED, receiver.closeAndDrain().size());
    }

    /// One producer's end.
    public final class Producer implements AutoCloseable {
        private final Sender<Message<T>> sender;

        private Producer(Sender<Message<T>> sender) {
            this.sender = sender;
        }

        // @start region="send"
        /// Sends within a span of the caller's trace; waits for room for at most `patience`.
        ///
        /// @return false when the message was dropped, counted
        /// @throws InterruptedException when interrupted; nothing was sent or dropped
        public boolean send(T value, Duration patience) throws InterruptedException {
            Span span = tracer.spanBuilder(name + " send")
                    .setSpanKind(SpanKind.PRODUCER)
                    .startSpan();
            try (Scope _ = span.makeCurrent()) {
                SendResult result = sender.send(Message.now(value), patience);
                count(result, patience);
                if (result != SendResult.SENT) {
                    span.setStatus(StatusCode.ERROR, result.name());
                }
                return result == SendResult.SENT;
            } finally {
                span.end();
            }
        }
        // @end

        private void count(SendResult result, Duration patience) {
            switch (result) {
                case SENT -> metrics.sent();
                case FULL -> metrics.dropped(patience.isPositive() ? Reason.TIMEOUT : Reason.QUEUE_FULL, 1);
                case CLOSED -> metrics.dropped(Reason.CLOSED, 1);
            }
        }

        @Override
        public void close() {
            sender.close();
        }
    }

    /// One consumer's end.
    public final class Worker implements AutoCloseable {
        private final Receiver<Message<T>> receiver;

        private Worker(Receiver<Message<T>> receiver) {
            this.receiver = receiver;
        }

        // @start region="process"
        /// Waits for a message and works on it, under a span that links to the producer's.
        ///
        /// @return false at the end: no producer is left, and nothing to work on
        /// @throws InterruptedException when interrupted while it waits; nothing was taken
        /// @throws RuntimeException what the work threw, after it was recorded
        public boolean process(Consumer<? super T> work) throws InterruptedException {
            Message<T> message = receiver.receive();
            if (message == null) {
                return false;
            }
            metrics.received(message.sentNanos());
            Span span = tracer.spanBuilder(name + " process")
                    .setSpanKind(SpanKind.CONSUMER)
                    .addLink(message.producer().getSpanContext())
                    .startSpan();
            try (Scope _ = message.context().with(span).makeCurrent()) {
                work.accept(message.value());
                return true;
            } catch (Throwable thrown) {
                span.setStatus(StatusCode.ERROR).recordException(thrown);
                throw thrown;
            } finally {
                span.end();
            }
        }
        // @end

        /// Leaves. With the last worker of a closed channel goes what nobody has received: it is counted.
        @Override
        public void close() {
            drop(receiver);
        }
    }
}
