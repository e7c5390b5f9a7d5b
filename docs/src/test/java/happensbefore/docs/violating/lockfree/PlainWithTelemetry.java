package happensbefore.docs.violating.lockfree;

import io.opentelemetry.api.trace.Span;

/// Violates: plain code that touches telemetry.
public final class PlainWithTelemetry {
    public Span span() {
        return Span.current();
    }
}
