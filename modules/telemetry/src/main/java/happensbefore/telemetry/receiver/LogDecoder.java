package happensbefore.telemetry.receiver;

import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.util.ArrayList;
import java.util.List;

/// From OTLP's log records to ours.
final class LogDecoder {
    private LogDecoder() {}

    static List<ReceivedLog> decode(ExportLogsServiceRequest request) {
        List<ReceivedLog> logs = new ArrayList<>();
        for (ResourceLogs resource : request.getResourceLogsList()) {
            String service = Origin.serviceOf(resource.getResource());
            for (ScopeLogs scope : resource.getScopeLogsList()) {
                for (LogRecord log : scope.getLogRecordsList()) {
                    logs.add(decode(service, scope.getScope().getName(), log));
                }
            }
        }
        return logs;
    }

    private static ReceivedLog decode(String service, String scope, LogRecord log) {
        return new ReceivedLog(
                service,
                scope,
                severity(log.getSeverityNumberValue()),
                log.getSeverityText(),
                AttributeValues.of(log.getBody()).toString(),
                AttributeValues.of(log.getAttributesList()),
                Origin.idOrNull(log.getTraceId(), 16),
                Origin.idOrNull(log.getSpanId(), 8),
                log.getTimeUnixNano());
    }

    private static Severity severity(int number) {
        for (Severity severity : Severity.values()) {
            if (severity.getSeverityNumber() == number) {
                return severity;
            }
        }
        return Severity.UNDEFINED_SEVERITY_NUMBER;
    }
}
