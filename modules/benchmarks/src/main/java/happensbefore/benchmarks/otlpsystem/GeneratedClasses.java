package happensbefore.benchmarks.otlpsystem;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import happensbefore.otlpsystem.ServiceLatencies;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.SplittableRandom;

/// Requests by protobuf's generated classes: how they are made here, and how a gateway enriches them that decodes them.
final class GeneratedClasses {
    private static final int ATTRIBUTES = 16;
    private static final int FAILED_OF = 100;

    private final Map<String, String> attributes;
    private final ServiceLatencies services;

    GeneratedClasses(Map<String, String> attributes, ServiceLatencies services) {
        this.attributes = attributes;
        this.services = services;
    }

    /// Does what the gateway does, on objects.
    byte[] enriched(byte[] request) {
        try {
            ExportTraceServiceRequest.Builder decoded =
                    ExportTraceServiceRequest.newBuilder().mergeFrom(request);
            for (ResourceSpans.Builder part : decoded.getResourceSpansBuilderList()) {
                enter(part);
                enrich(part.getResourceBuilder());
            }
            return decoded.build().toByteArray();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void enrich(Resource.Builder resource) {
        attributes.forEach((key, value) -> {
            if (resource.getAttributesList().stream()
                    .noneMatch(each -> each.getKey().equals(key))) {
                resource.addAttributes(attribute(key, value));
            }
        });
    }

    private void enter(ResourceSpans.Builder part) {
        String name = part.getResource().getAttributesList().stream()
                .filter(each -> each.getKey().equals("service.name"))
                .map(each -> each.getValue().getStringValue())
                .findFirst()
                .orElse("");
        ServiceLatencies.Service service = services.of(name);
        for (ScopeSpans scope : part.getScopeSpansList()) {
            for (Span span : scope.getSpansList()) {
                service.durations().add(span.getEndTimeUnixNano() - span.getStartTimeUnixNano(), 1);
                if (span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR) {
                    service.errors().increment();
                }
            }
        }
    }

    /// A request of that many spans, each of sixteen attributes.
    static byte[] request(String service, int spans) {
        SplittableRandom random = new SplittableRandom(1);
        ScopeSpans.Builder scope = ScopeSpans.newBuilder()
                .setScope(InstrumentationScope.newBuilder().setName("io.opentelemetry.http"));
        for (int i = 0; i < spans; i++) {
            scope.addSpans(span(random, i));
        }
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder()
                                .addAttributes(attribute("service.name", service))
                                .addAttributes(attribute("host.name", "host-1")))
                        .addScopeSpans(scope))
                .build()
                .toByteArray();
    }

    private static Span.Builder span(SplittableRandom random, int number) {
        long start = 1_700_000_000_000_000_000L + number * 1_000_000L;
        Span.Builder span = Span.newBuilder()
                .setName("GET /cart/{id}")
                .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                .setTraceId(bytes(random.nextLong(), random.nextLong()))
                .setSpanId(bytes(random.nextLong()))
                .setParentSpanId(bytes(random.nextLong()))
                .setStartTimeUnixNano(start)
                .setEndTimeUnixNano(start + random.nextLong(50_000_000));
        for (int i = 0; i < ATTRIBUTES; i++) {
            span.addAttributes(
                    attribute("http.request.header.name" + i, "value of that header " + random.nextInt(1000)));
        }
        return number % FAILED_OF == 0
                ? span.setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR))
                : span;
    }

    private static ByteString bytes(long... words) {
        ByteBuffer buffer = ByteBuffer.allocate(words.length * Long.BYTES);
        for (long word : words) {
            buffer.putLong(word);
        }
        return ByteString.copyFrom(buffer.flip());
    }

    private static KeyValue attribute(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }
}
