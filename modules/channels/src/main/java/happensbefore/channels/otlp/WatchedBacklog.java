package happensbefore.channels.otlp;

import happensbefore.channels.Channel;
import happensbefore.channels.Receiver;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongGauge;
import io.opentelemetry.context.Scope;
import java.util.function.Consumer;

/// An unbounded channel that does not grow without a sign: how deep it is and has been are metrics, and it
/// logs a warning when it first passes a limit, and again each time that doubles.
///
/// Metrics as [ChannelMetrics], and `happensbefore.channel.high_water`. The warning is a log record in the
/// trace of the send that passed the limit. For any number of threads.
public final class WatchedBacklog<T> implements AutoCloseable {
    private static final AttributeKey<Long> DEPTH = AttributeKey.longKey("happensbefore.channel.size");

    private final Channel<Message<T>> channel;
    private final ChannelMetrics metrics;
    private final ObservableLongGauge highWater;
    private final Logger log;

    /// @param name this backlog's, unique in the process
    /// @param limit how many messages may wait without a warning
    public WatchedBacklog(OpenTelemetry telemetry, String name, long limit) {
        log = telemetry.getLogsBridge().get("happensbefore.channels");
        Meter meter = telemetry.getMeter("happensbefore.channels");
        // @start region="watch"
        channel = Channel.unbounded(
                limit,
                depth -> log.logRecordBuilder()
                        .setSeverity(Severity.WARN)
                        .setBody(name + " holds " + depth + " messages, and " + limit + " was the limit")
                        .setAttribute(DEPTH, depth)
                        .emit());
        metrics = new ChannelMetrics(meter, name, channel.sender()::size);
        highWater = meter.gaugeBuilder("happensbefore.channel.high_water")
                .ofLongs()
                .setUnit("{message}")
                .buildWithCallback(
                        measurement -> measurement.record(channel.sender().highWater(), metrics.self()));
        // @end
    }

    /// Hands the message over; never waits.
    ///
    /// @throws IllegalStateException when this is closed
    public void send(T value) {
        Message<T> message = Message.now(value);
        switch (channel.sender().trySend(message)) {
            case SENT -> metrics.sent();
            case CLOSED -> throw new IllegalStateException("this backlog is closed");
            case FULL -> throw new AssertionError("an unbounded channel is never full");
        }
    }

    /// Waits for a message and works on it, in the context it was sent in.
    ///
    /// @return false at the end: closed, and nothing left
    /// @throws InterruptedException when interrupted while it waits; nothing was taken
    public boolean process(Consumer<? super T> work) throws InterruptedException {
        Receiver<Message<T>> receiver = channel.receiver();
        Message<T> message = receiver.receive();
        if (message == null) {
            return false;
        }
        metrics.received(message.sentNanos());
        try (Scope _ = message.context().makeCurrent()) {
            work.accept(message.value());
        }
        return true;
    }

    /// Takes no more. What is there can still be processed.
    public void end() {
        channel.sender().close();
    }

    /// Ends, counts what nobody has processed as dropped, and ends the reporting.
    @Override
    public void close() {
        end();
        metrics.dropped(
                ChannelMetrics.Reason.NOT_RECEIVED,
                channel.receiver().closeAndDrain().size());
        highWater.close();
        metrics.close();
    }
}
