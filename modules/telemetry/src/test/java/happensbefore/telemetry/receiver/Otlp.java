package happensbefore.telemetry.receiver;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;

/// Requests made by hand.
final class Otlp {
    static final ByteString TRACE_ID = ByteString.copyFromUtf8("0123456789abcdef");
    static final ByteString SPAN_ID = ByteString.copyFromUtf8("01234567");

    private Otlp() {}

    static Span span(String name) {
        return Span.newBuilder()
                .setName(name)
                .setTraceId(TRACE_ID)
                .setSpanId(SPAN_ID)
                .build();
    }

    static ExportTraceServiceRequest traces(Span... spans) {
        ScopeSpans.Builder scope = ScopeSpans.newBuilder();
        for (Span span : spans) {
            scope.addSpans(span);
        }
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(
                        ResourceSpans.newBuilder().setResource(resource("hand")).addScopeSpans(scope))
                .build();
    }

    static ExportMetricsServiceRequest metrics(String service, Metric metric) {
        return ExportMetricsServiceRequest.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .setResource(resource(service))
                        .addScopeMetrics(ScopeMetrics.newBuilder().addMetrics(metric)))
                .build();
    }

    static Resource resource(String service) {
        return Resource.newBuilder()
                .addAttributes(attribute("service.name", service))
                .build();
    }

    static KeyValue attribute(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    static Span onlySpan(Message request) {
        return ((ExportTraceServiceRequest) request)
                .getResourceSpans(0)
                .getScopeSpans(0)
                .getSpans(0);
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return compressed.toByteArray();
    }

    /// The code in a `google.rpc.Status`, read without the receiver's own code.
    static int statusCode(byte[] status) {
        try {
            CodedInputStream in = CodedInputStream.newInstance(status);
            return in.readTag() == (1 << 3) ? in.readInt32() : 0;
        } catch (IOException e) {
            throw new AssertionError("not a protobuf Status", e);
        }
    }
}
