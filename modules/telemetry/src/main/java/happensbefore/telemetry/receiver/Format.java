package happensbefore.telemetry.receiver;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;

/// How messages are written. JSON's classes are loaded by the first request in JSON.
enum Format {
    PROTOBUF("application/x-protobuf") {
        @Override
        Message parse(Signal signal, Payload payload) throws RefusedException {
            try {
                Parser<? extends Message> parser = switch (signal) {
                    case TRACES -> ExportTraceServiceRequest.parser();
                    case METRICS -> ExportMetricsServiceRequest.parser();
                    case LOGS -> ExportLogsServiceRequest.parser();
                };
                return parser.parseFrom(payload.bytes(), 0, payload.size());
            } catch (InvalidProtocolBufferException e) {
                throw malformed(signal, "protobuf", e);
            }
        }

        @Override
        byte[] protobuf(Signal signal, Payload payload) {
            return payload.copy();
        }

        @Override
        byte[] write(Message answer) {
            return answer.toByteArray();
        }

        @Override
        byte[] write(RpcStatus status) {
            return status.toProtobuf();
        }
    },

    JSON("application/json") {
        @Override
        Message parse(Signal signal, Payload payload) throws RefusedException {
            Message.Builder request = switch (signal) {
                case TRACES -> ExportTraceServiceRequest.newBuilder();
                case METRICS -> ExportMetricsServiceRequest.newBuilder();
                case LOGS -> ExportLogsServiceRequest.newBuilder();
            };
            try {
                JsonReader.read(payload, request);
                return request.build();
            } catch (IOException e) {
                throw malformed(signal, "JSON", e);
            }
        }

        @Override
        byte[] protobuf(Signal signal, Payload payload) throws RefusedException {
            return parse(signal, payload).toByteArray();
        }

        @Override
        byte[] write(Message answer) {
            return JsonWriter.write(answer);
        }

        @Override
        byte[] write(RpcStatus status) {
            return JsonWriter.write(status);
        }
    };

    private final String mediaType;

    Format(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /// @throws RefusedException if this is no request of the signal
    abstract Message parse(Signal signal, Payload payload) throws RefusedException;

    /// The request in protobuf; not checked where it is that already.
    ///
    /// @throws RefusedException if it is something else, and no request of the signal
    abstract byte[] protobuf(Signal signal, Payload payload) throws RefusedException;

    abstract byte[] write(Message answer);

    abstract byte[] write(RpcStatus status);

    private static RefusedException malformed(Signal signal, String format, IOException why) {
        return new RefusedException(
                Refusal.MALFORMED, "not an OTLP " + signal + " request in " + format + ": " + why.getMessage());
    }
}
