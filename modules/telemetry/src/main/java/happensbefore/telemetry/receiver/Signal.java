package happensbefore.telemetry.receiver;

import java.util.Arrays;
import java.util.Optional;

/// What OTLP carries, with the paths it is sent to.
public enum Signal {
    TRACES("/v1/traces", "/opentelemetry.proto.collector.trace.v1.TraceService/Export"),
    METRICS("/v1/metrics", "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export"),
    LOGS("/v1/logs", "/opentelemetry.proto.collector.logs.v1.LogsService/Export");

    private final String httpPath;
    private final String grpcPath;

    Signal(String httpPath, String grpcPath) {
        this.httpPath = httpPath;
        this.grpcPath = grpcPath;
    }

    public String httpPath() {
        return httpPath;
    }

    public String grpcPath() {
        return grpcPath;
    }

    static Optional<Signal> atHttpPath(String path) {
        return Arrays.stream(values()).filter(s -> s.httpPath.equals(path)).findFirst();
    }

    static Optional<Signal> atGrpcPath(String path) {
        return Arrays.stream(values()).filter(s -> s.grpcPath.equals(path)).findFirst();
    }
}
