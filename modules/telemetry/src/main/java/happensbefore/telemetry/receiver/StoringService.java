package happensbefore.telemetry.receiver;

import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsPartialSuccess;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.util.List;

/// Decodes each request and puts what it carries into [Arrivals]. Spans whose ids are not valid, and what a
/// fault says, are rejected with OTLP's partial success; the others of the same request are taken.
final class StoringService implements ExportService {
    private static final String IDS = "a trace id is 16 bytes and a span id 8, not all zero";
    private static final String FAULT = "rejected by an injected fault";

    private final Arrivals arrivals;

    StoringService(Arrivals arrivals) {
        this.arrivals = arrivals;
    }

    @Override
    public Message export(Signal signal, Message request, double rejected) {
        return switch (signal) {
            case TRACES -> traces((ExportTraceServiceRequest) request, rejected);
            case METRICS -> metrics((ExportMetricsServiceRequest) request, rejected);
            case LOGS -> logs((ExportLogsServiceRequest) request, rejected);
        };
    }

    private record Part<T>(List<T> taken, int rejected) {
        static <T> Part<T> of(List<T> items, double rejected) {
            int taken = items.size() - Math.toIntExact(Math.round(items.size() * rejected));
            return new Part<>(items.subList(0, taken), items.size() - taken);
        }
    }

    private Message traces(ExportTraceServiceRequest request, double rejected) {
        SpanDecoder.Decoded decoded = SpanDecoder.decode(request);
        Part<ReceivedSpan> part = Part.of(decoded.spans(), rejected);
        int all = decoded.rejected() + part.rejected();
        arrivals.addSpans(part.taken(), all);
        ExportTraceServiceResponse.Builder response = ExportTraceServiceResponse.newBuilder();
        if (all > 0) {
            response.setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                    .setRejectedSpans(all)
                    .setErrorMessage(decoded.rejected() > 0 ? IDS : FAULT));
        }
        return response.build();
    }

    private Message metrics(ExportMetricsServiceRequest request, double rejected) {
        Part<MetricDecoder.Decoded> part = Part.of(MetricDecoder.decode(request), rejected);
        arrivals.addMetrics(part.taken(), part.rejected());
        ExportMetricsServiceResponse.Builder response = ExportMetricsServiceResponse.newBuilder();
        if (part.rejected() > 0) {
            response.setPartialSuccess(ExportMetricsPartialSuccess.newBuilder()
                    .setRejectedDataPoints(part.rejected())
                    .setErrorMessage(FAULT));
        }
        return response.build();
    }

    private Message logs(ExportLogsServiceRequest request, double rejected) {
        Part<ReceivedLog> part = Part.of(LogDecoder.decode(request), rejected);
        arrivals.addLogs(part.taken(), part.rejected());
        ExportLogsServiceResponse.Builder response = ExportLogsServiceResponse.newBuilder();
        if (part.rejected() > 0) {
            response.setPartialSuccess(ExportLogsPartialSuccess.newBuilder()
                    .setRejectedLogRecords(part.rejected())
                    .setErrorMessage(FAULT));
        }
        return response.build();
    }
}
