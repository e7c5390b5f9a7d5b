package happensbefore.workbook.demo;

import happensbefore.demos.Demo;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedMetric;
import happensbefore.telemetry.receiver.ReceivedSpan;
import happensbefore.telemetry.receiver.ReceiverSettings;
import happensbefore.telemetry.receiver.Signal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/// Runs a demo: the receiver here, the load in a JVM of its own. `close` may be called from any thread, and ends both.
final class DemoSession implements AutoCloseable {
    private static final int KEPT = 200_000;
    private static final Duration LOOK = Duration.ofMillis(200);
    /// What the other JVM may take to start and to end, besides its load.
    private static final Duration AROUND = Duration.ofSeconds(60);

    private final EmbeddedReceiver receiver =
            EmbeddedReceiver.start(ReceiverSettings.anyFreePort().withMaxItems(KEPT));
    private final DemoProcess process;
    private final Duration load;
    private volatile boolean closed;

    DemoSession(Demo demo, int threads, Duration load, long seed) throws IOException {
        this.load = load;
        try {
            process = DemoProcess.start(demo.topic(), receiver.grpcEndpoint(), threads, load, seed);
        } catch (IOException e) {
            receiver.close();
            throw e;
        }
    }

    /// What arrived.
    ///
    /// @param recorded how many spans ended, as the sender counted
    /// @param received how many arrived; more than `spans` where they are more than the receiver keeps
    record Got(long recorded, long received, List<ReceivedSpan> spans, List<ReceivedMetric> metrics) {}

    /// Waits for the end of the load, and of all that it sends.
    ///
    /// @param progress told the time since the load began, and the spans so far
    /// @throws InterruptedException when interrupted, or closed meanwhile
    /// @throws IOException when the other JVM fails, or is not done in time; the message has what it said
    Got await(BiConsumer<Duration, Long> progress) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + load.plus(AROUND).toNanos();
        long begin = 0;
        while (!process.awaitEnd(LOOK)) {
            if (process.hasStarted()) {
                begin = begin == 0 ? System.nanoTime() : begin;
                progress.accept(
                        Duration.ofNanos(System.nanoTime() - begin),
                        receiver.counts(Signal.TRACES).received());
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("The demo has not ended in time. The last it said:\n" + process.said());
            }
        }
        if (closed) {
            throw new InterruptedException("closed");
        }
        long recorded = process.recorded()
                .orElseThrow(() -> new IOException("The demo failed. The last it said:\n" + process.said()));
        return new Got(recorded, receiver.counts(Signal.TRACES).received(), receiver.spans(), receiver.metricPoints());
    }

    @Override
    public void close() {
        closed = true;
        process.close();
        receiver.close();
    }
}
