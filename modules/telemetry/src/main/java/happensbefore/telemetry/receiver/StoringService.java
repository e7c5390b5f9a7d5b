package happensbefore.telemetry.receiver;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;

/// Decodes each request and puts what it carries into [Arrivals]. Spans whose ids are not valid are rejected with
/// OTLP's partial success; the others of the same request are taken.
final class StoringService implements ExportService {
    private final Arrivals arrivals;

    StoringService(Arrivals arrivals) {
        this.arrivals = arrivals;
    }

    @Override
    public MessageLite export(Signal signal, byte[] message) throws RefusedException {
        try {
            return switch (signal) {
                case TRACES -> traces(ExportTraceServiceRequest.parseFrom(message));
                case METRICS -> metrics(ExportMetricsServiceRequest.parseFrom(message));
                case LOGS -> logs(ExportLogsServiceRequest.parseFrom(message));
            };
        } catch (InvalidProtocolBufferException e) {
            throw new RefusedException(
                    Refusal.MALFORMED, "not an OTLP " + signal + " request in protobuf: " + e.getMessage());
        }
    }

    private MessageLite traces(ExportTraceServiceRequest request) {
        SpanDecoder.Decoded decoded = SpanDecoder.decode(request);
        arrivals.addSpans(decoded.spans(), decoded.rejected());
        ExportTraceServiceResponse.Builder response = ExportTraceServiceResponse.newBuilder();
        if (decoded.rejected() > 0) {
            response.setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                    .setRejectedSpans(decoded.rejected())
                    .setErrorMessage("a trace id is 16 bytes and a span id 8, not all zero"));
        }
        return response.build();
    }

    private MessageLite metrics(ExportMetricsServiceRequest request) {
        arrivals.addMetrics(MetricDecoder.decode(request));
        return ExportMetricsServiceResponse.getDefaultInstance();
    }

    private MessageLite logs(ExportLogsServiceRequest request) {
        arrivals.addLogs(LogDecoder.decode(request));
        return ExportLogsServiceResponse.getDefaultInstance();
    }
}
