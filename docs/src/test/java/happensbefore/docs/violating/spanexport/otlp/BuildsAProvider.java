package happensbefore.docs.violating.spanexport.otlp;

import io.opentelemetry.sdk.trace.SdkTracerProvider;

/// Violates: may use the SDK, and builds a part of one.
public final class BuildsAProvider {
    public SdkTracerProvider tracers() {
        return SdkTracerProvider.builder().build();
    }
}
