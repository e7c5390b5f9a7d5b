package happensbefore.telemetry.receiver;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A span as it arrived. Immutable.
///
/// @param service the resource's `service.name`, or empty
/// @param scope the instrumentation scope's name
/// @param traceId 32 lower-case hex digits
/// @param spanId 16 lower-case hex digits
/// @param parentSpanId 16 lower-case hex digits, or null for a root
/// @param attributes values as [AttributeValues] gives them
/// @param startEpochNanos nanoseconds since 1970-01-01T00:00Z
/// @param endEpochNanos nanoseconds since 1970-01-01T00:00Z
/// @param statusMessage the status's description, or empty
public record ReceivedSpan(
        String service,
        String scope,
        String name,
        SpanKind kind,
        String traceId,
        String spanId,
        @Nullable String parentSpanId,
        List<Link> links,
        Map<String, Object> attributes,
        long startEpochNanos,
        long endEpochNanos,
        StatusCode status,
        String statusMessage,
        List<Event> events) {

    public ReceivedSpan {
        links = List.copyOf(links);
        attributes = Map.copyOf(attributes);
        events = List.copyOf(events);
    }

    /// Another span this one points at, in the same trace or another.
    public record Link(String traceId, String spanId, Map<String, Object> attributes) {
        public Link {
            attributes = Map.copyOf(attributes);
        }
    }

    /// Something that happened during the span, at nanoseconds since 1970-01-01T00:00Z.
    public record Event(String name, long epochNanos, Map<String, Object> attributes) {
        public Event {
            attributes = Map.copyOf(attributes);
        }
    }

    public boolean isRoot() {
        return parentSpanId == null;
    }

    public long durationNanos() {
        return endEpochNanos - startEpochNanos;
    }
}
