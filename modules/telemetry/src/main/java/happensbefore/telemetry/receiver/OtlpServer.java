package happensbefore.telemetry.receiver;

import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// Takes OTLP as [EmbeddedReceiver] does, over both transports and in both formats, and keeps nothing:
/// each request goes to an [OtlpSink].
///
/// Thread-safe. Bounded by [ReceiverLimits]. Owns its threads, which [#close] ends.
public final class OtlpServer implements AutoCloseable {
    private final Endpoints endpoints;
    private final RequestTally tally = new RequestTally();
    private final ReceiverServer server;
    private final AtomicBoolean closed = new AtomicBoolean();

    private OtlpServer(ReceiverSettings settings, OtlpSink sink) {
        Intake intake = new SinkIntake(new Admission(settings.access().bearerToken()), sink);
        Body body = new Body(settings.limits());
        server = ReceiverServer.start(
                settings,
                new OtlpHandler(new HttpTransport(intake, body, tally), new GrpcTransport(intake, body, tally)),
                tally);
        List<Integer> ports = server.ports();
        endpoints = Endpoints.of(settings, ports);
    }

    /// @throws UncheckedIOException if a port cannot be bound; the message names it
    public static OtlpServer start(ReceiverSettings settings, OtlpSink sink) {
        return new OtlpServer(settings, sink);
    }

    /// Where to send over gRPC: `http://host:port`, or `https` with TLS.
    public URI grpcEndpoint() {
        return endpoints.grpc();
    }

    /// Where to send over HTTP: as [#grpcEndpoint()], without the path of a signal.
    public URI httpEndpoint() {
        return endpoints.http();
    }

    /// What became of the requests since the start.
    public RequestCounts requests() {
        return tally.snapshot();
    }

    /// Stops listening, drops open connections and ends all threads; waits a few seconds at most. Idempotent.
    ///
    /// @throws IllegalStateException if a request did not end in time
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            server.stop();
        }
    }
}
