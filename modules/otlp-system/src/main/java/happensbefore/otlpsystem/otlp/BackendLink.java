package happensbefore.otlpsystem.otlp;

import happensbefore.otlpsystem.settings.GatewaySettings;
import happensbefore.spanexport.LaneExport;
import happensbefore.telemetry.receiver.Signal;
import java.net.http.HttpClient;
import java.time.Duration;

/// The connections to one backend, which all its lanes share. Owns them until `close`.
sealed interface BackendLink extends AutoCloseable {
    Duration CONNECT = Duration.ofSeconds(5);

    static BackendLink to(GatewaySettings.Backend backend) {
        return switch (backend.protocol()) {
            case HTTP_PROTOBUF ->
                new Http(
                        backend,
                        HttpClient.newBuilder()
                                .version(HttpClient.Version.HTTP_1_1)
                                .connectTimeout(CONNECT)
                                .build());
            case GRPC -> new Grpc(backend, new GrpcClient(backend.endpoint(), CONNECT, backend.timeout()));
        };
    }

    GatewaySettings.Backend backend();

    LaneExport<Freight> export(Signal signal);

    @Override
    void close();

    /// Requests over HTTP/1.1.
    record Http(GatewaySettings.Backend backend, HttpClient client) implements BackendLink {
        @Override
        public LaneExport<Freight> export(Signal signal) {
            return new HttpBackend(client, signal, backend);
        }

        @Override
        public void close() {
            client.shutdownNow();
        }
    }

    /// Calls over HTTP/2.
    record Grpc(GatewaySettings.Backend backend, GrpcClient client) implements BackendLink {
        @Override
        public LaneExport<Freight> export(Signal signal) {
            return new GrpcBackend(client, signal, backend);
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
