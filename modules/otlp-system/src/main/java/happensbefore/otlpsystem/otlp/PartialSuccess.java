package happensbefore.otlpsystem.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import happensbefore.telemetry.receiver.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;

/// What a backend that took a request says of single items.
final class PartialSuccess {
    private PartialSuccess() {}

    /// How many items it did not take; 0 when the answer is no such message: the status says that all is well.
    static long rejected(Signal signal, byte[] answer) {
        try {
            return switch (signal) {
                case TRACES ->
                    ExportTraceServiceResponse.parseFrom(answer)
                            .getPartialSuccess()
                            .getRejectedSpans();
                case METRICS ->
                    ExportMetricsServiceResponse.parseFrom(answer)
                            .getPartialSuccess()
                            .getRejectedDataPoints();
                case LOGS ->
                    ExportLogsServiceResponse.parseFrom(answer)
                            .getPartialSuccess()
                            .getRejectedLogRecords();
            };
        } catch (InvalidProtocolBufferException e) {
            return 0;
        }
    }
}
