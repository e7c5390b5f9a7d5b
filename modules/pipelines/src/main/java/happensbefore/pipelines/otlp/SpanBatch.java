package happensbefore.pipelines.otlp;

import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.List;

/// Finished spans of one resource and scope.
public record SpanBatch(Resource resource, InstrumentationScope scope, List<Span> spans) {
    public SpanBatch {
        spans = List.copyOf(spans);
    }
}
