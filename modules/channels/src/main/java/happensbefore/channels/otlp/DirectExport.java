package happensbefore.channels.otlp;

import happensbefore.channels.Channel;
import happensbefore.channels.Receiver;
import happensbefore.channels.SendResult;
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

/// Export without a queue: a batch goes straight into the hands of an exporter that is free, or it is
/// refused. What was accepted is already being exported, so a crash loses nothing that waited.
///
/// Metrics as [ChannelMetrics], where `sent` and `received` differ by nothing; drops by `error.type`:
/// `no_consumer`, `timeout`, `closed`. The exporters' threads are virtual and belong to this; `close` waits
/// for their end.
public final class DirectExport<B> implements AutoCloseable {
    /// Sends a batch. What it throws is recorded in the batch's span; the exporter goes on.
    @FunctionalInterface
    public interface Exporter<B> {
        void export(B batch) throws Exception;
    }

    private final Tracer tracer;
    private final Channel<Message<B>> channel = Channel.rendezvous();
    private final ChannelMetrics metrics;
    private final Exporter<B> exporter;
    private final List<Thread> threads = new ArrayList<>();

    /// @param name this export's, unique in the process
    /// @param exporters how many batches may be under way
    public DirectExport(OpenTelemetry telemetry, String name, int exporters, Exporter<B> exporter) {
        this.exporter = exporter;
        tracer = telemetry.getTracer("happensbefore.channels");
        metrics = new ChannelMetrics(telemetry.getMeter("happensbefore.channels"), name, channel.sender()::size);
        for (int i = 0; i < exporters; i++) {
            Receiver<Message<B>> receiver = channel.receiver().copy();
            threads.add(Thread.ofVirtual().name(name + " " + i).start(() -> exportFrom(receiver)));
        }
        channel.receiver().close();
    }

    // @start region="offer"
    /// Gives the batch to an exporter that becomes free within `patience`; zero asks for one that is free
    /// now.
    ///
    /// @return false when it was refused, counted: the caller has it still
    /// @throws InterruptedException when interrupted; nobody has taken it
    public boolean offer(B batch, Duration patience) throws InterruptedException {
        SendResult result = channel.sender().send(Message.now(batch), patience);
        switch (result) {
            case SENT -> metrics.sent();
            case FULL -> metrics.dropped(patience.isPositive() ? Reason.TIMEOUT : Reason.NO_CONSUMER, 1);
            case CLOSED -> metrics.dropped(Reason.CLOSED, 1);
        }
        return result == SendResult.SENT;
    }

    private void exportFrom(Receiver<Message<B>> receiver) {
        try (receiver) {
            for (Message<B> message = receiver.receive(); message != null; message = receiver.receive()) {
                metrics.received(message.sentNanos());
                export(message);
            }
        } catch (InterruptedException e) {
            // told to end: nothing was taken
        }
    }
    // @end

    private void export(Message<B> message) throws InterruptedException {
        Span span = tracer.spanBuilder("export")
                .setParent(message.context())
                .setSpanKind(SpanKind.CLIENT)
                .startSpan();
        try (Scope _ = message.context().with(span).makeCurrent()) {
            exporter.export(message.value());
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
    /// When interrupted, interrupts the exporters, waits for their end, and keeps the interrupt.
    @Override
    public void close() {
        channel.sender().close();
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    threads.forEach(Thread::interrupt);
                }
            }
        }
        metrics.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
