package happensbefore.docs.violating.workbook;

import io.opentelemetry.sdk.trace.ReadableSpan;

/// Violates: knows the SDK's own types, though it builds none of it.
public final class UsesTheSdk {
    public String name(ReadableSpan span) {
        return span.getName();
    }
}
