package happensbefore.telemetry.receiver;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.List;

/// From OTLP's spans to ours.
final class SpanDecoder {
    private static final int TRACE_ID_BYTES = 16;
    private static final int SPAN_ID_BYTES = 8;

    private SpanDecoder() {}

    record Decoded(List<ReceivedSpan> spans, int rejected) {}

    static Decoded decode(ExportTraceServiceRequest request) {
        List<ReceivedSpan> spans = new ArrayList<>();
        int rejected = 0;
        for (ResourceSpans resource : request.getResourceSpansList()) {
            String service = Origin.serviceOf(resource.getResource());
            for (ScopeSpans scope : resource.getScopeSpansList()) {
                for (Span span : scope.getSpansList()) {
                    if (hasValidIds(span)) {
                        spans.add(decode(service, scope.getScope().getName(), span));
                    } else {
                        rejected++;
                    }
                }
            }
        }
        return new Decoded(spans, rejected);
    }

    private static boolean hasValidIds(Span span) {
        return Origin.isId(span.getTraceId(), TRACE_ID_BYTES) && Origin.isId(span.getSpanId(), SPAN_ID_BYTES);
    }

    private static ReceivedSpan decode(String service, String scope, Span span) {
        return new ReceivedSpan(
                service,
                scope,
                span.getName(),
                kind(span.getKind()),
                Origin.hex(span.getTraceId()),
                Origin.hex(span.getSpanId()),
                Origin.idOrNull(span.getParentSpanId(), SPAN_ID_BYTES),
                span.getLinksList().stream().map(SpanDecoder::link).toList(),
                AttributeValues.of(span.getAttributesList()),
                span.getStartTimeUnixNano(),
                span.getEndTimeUnixNano(),
                status(span.getStatus().getCode()),
                span.getStatus().getMessage(),
                span.getEventsList().stream().map(SpanDecoder::event).toList());
    }

    private static ReceivedSpan.Link link(Span.Link link) {
        return new ReceivedSpan.Link(
                Origin.hex(link.getTraceId()),
                Origin.hex(link.getSpanId()),
                AttributeValues.of(link.getAttributesList()));
    }

    private static ReceivedSpan.Event event(Span.Event event) {
        return new ReceivedSpan.Event(
                event.getName(), event.getTimeUnixNano(), AttributeValues.of(event.getAttributesList()));
    }

    private static SpanKind kind(Span.SpanKind kind) {
        return switch (kind) {
            case SPAN_KIND_SERVER -> SpanKind.SERVER;
            case SPAN_KIND_CLIENT -> SpanKind.CLIENT;
            case SPAN_KIND_PRODUCER -> SpanKind.PRODUCER;
            case SPAN_KIND_CONSUMER -> SpanKind.CONSUMER;
            case SPAN_KIND_INTERNAL, SPAN_KIND_UNSPECIFIED, UNRECOGNIZED -> SpanKind.INTERNAL;
        };
    }

    private static StatusCode status(Status.StatusCode code) {
        return switch (code) {
            case STATUS_CODE_OK -> StatusCode.OK;
            case STATUS_CODE_ERROR -> StatusCode.ERROR;
            case STATUS_CODE_UNSET, UNRECOGNIZED -> StatusCode.UNSET;
        };
    }
}
