package happensbefore.telemetry;

/// How OTLP travels.
public enum OtlpProtocol {
    GRPC,
    HTTP_PROTOBUF
}
