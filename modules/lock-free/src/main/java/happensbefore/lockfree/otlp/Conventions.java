package happensbefore.lockfree.otlp;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;

/// Names that OpenTelemetry's semantic conventions give to an SDK component's own metrics.
final class Conventions {
    static final AttributeKey<String> COMPONENT_TYPE = AttributeKey.stringKey("otel.component.type");
    static final AttributeKey<String> COMPONENT_NAME = AttributeKey.stringKey("otel.component.name");
    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    /// The unit of a number of spans.
    static final String SPANS = "{span}";

    private Conventions() {}

    static Attributes component(String type, String name) {
        return Attributes.of(COMPONENT_TYPE, type, COMPONENT_NAME, name);
    }

    static Attributes withError(Attributes component, String errorType) {
        return component.toBuilder().put(ERROR_TYPE, errorType).build();
    }
}
