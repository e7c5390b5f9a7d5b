package happensbefore.docs.violating.workbook;

import io.opentelemetry.sdk.OpenTelemetrySdk;

/// Violates: builds the SDK outside telemetry.
public final class BuildsTheSdk {
    public OpenTelemetrySdk sdk() {
        return OpenTelemetrySdk.builder().build();
    }
}
