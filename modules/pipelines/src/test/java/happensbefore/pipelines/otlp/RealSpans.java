package happensbefore.pipelines.otlp;

import com.google.protobuf.ByteString;
import happensbefore.telemetry.receiver.ReceivedSpan;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Spans that the SDK has sent to a receiver, as a gateway sends them on.
final class RealSpans {
    private RealSpans() {}

    /// In batches of that size; of one service and scope.
    static List<SpanBatch> batches(List<ReceivedSpan> spans, int size) {
        Resource resource = Resource.newBuilder()
                .addAttributes(attribute("service.name", spans.getFirst().service()))
                .build();
        InstrumentationScope scope = InstrumentationScope.newBuilder()
                .setName(spans.getFirst().scope())
                .build();
        List<SpanBatch> batches = new ArrayList<>();
        for (int from = 0; from < spans.size(); from += size) {
            List<ReceivedSpan> some = spans.subList(from, Math.min(from + size, spans.size()));
            batches.add(new SpanBatch(
                    resource, scope, some.stream().map(RealSpans::span).toList()));
        }
        return batches;
    }

    private static Span span(ReceivedSpan span) {
        Span.Builder builder = Span.newBuilder()
                .setTraceId(id(span.traceId()))
                .setSpanId(id(span.spanId()))
                .setName(span.name())
                .setKind(Span.SpanKind.SPAN_KIND_INTERNAL)
                .setStartTimeUnixNano(span.startEpochNanos())
                .setEndTimeUnixNano(span.endEpochNanos());
        String parent = span.parentSpanId();
        if (parent != null) {
            builder.setParentSpanId(id(parent));
        }
        span.attributes().forEach((key, value) -> builder.addAttributes(attribute(key, value)));
        return builder.build();
    }

    private static KeyValue attribute(String key, Object value) {
        AnyValue.Builder any = AnyValue.newBuilder();
        if (value instanceof Long number) {
            any.setIntValue(number);
        } else {
            any.setStringValue(value.toString());
        }
        return KeyValue.newBuilder().setKey(key).setValue(any).build();
    }

    private static ByteString id(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }
}
