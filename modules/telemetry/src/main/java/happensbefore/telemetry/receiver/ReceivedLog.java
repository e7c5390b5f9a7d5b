package happensbefore.telemetry.receiver;

import io.opentelemetry.api.logs.Severity;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A log record as it arrived. Immutable.
///
/// @param service the resource's `service.name`, or empty
/// @param scope the instrumentation scope's name
/// @param severityText the severity in the sender's own words, or empty
/// @param body the text, or another value written as text; empty when there is none
/// @param attributes values as [AttributeValues] gives them
/// @param traceId 32 lower-case hex digits, or null outside a trace
/// @param spanId 16 lower-case hex digits, or null outside a span
/// @param epochNanos when it happened, nanoseconds since 1970-01-01T00:00Z; 0 when not sent
public record ReceivedLog(
        String service,
        String scope,
        Severity severity,
        String severityText,
        String body,
        Map<String, Object> attributes,
        @Nullable String traceId,
        @Nullable String spanId,
        long epochNanos) {

    public ReceivedLog {
        attributes = Map.copyOf(attributes);
    }
}
