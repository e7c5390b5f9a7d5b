package happensbefore.spanexport.otlp;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Collection;

/// About how many bytes a span keeps from being collected: its texts, its attributes and a share for what is
/// always there. An ended span's never changes.
///
/// Resource and scope are shared by many spans, and not counted.
final class SpanWeight {
    private static final int SPAN = 500; // the objects of a span without any attribute
    private static final int ENTRY = 40; // of a map, a link, an event
    private static final int NUMBER = 24;

    private SpanWeight() {}

    // @start region="of"
    static long of(ReadableSpan span) {
        return of(span.toSpanData());
    }

    static long of(SpanData data) {
        long bytes = SPAN + data.getName().length() + of(data.getAttributes());
        for (var event : data.getEvents()) {
            bytes += ENTRY + event.getName().length() + of(event.getAttributes());
        }
        for (var link : data.getLinks()) {
            bytes += ENTRY + of(link.getAttributes());
        }
        return bytes + data.getStatus().getDescription().length();
    }
    // @end

    private static long of(Attributes attributes) {
        long[] bytes = new long[1];
        attributes.forEach((_, value) -> bytes[0] += ENTRY + of(value)); // keys are shared by many spans
        return bytes[0];
    }

    private static long of(Object value) {
        return switch (value) {
            case String text -> text.length();
            case Collection<?> several ->
                several.stream().mapToLong(SpanWeight::of).sum();
            default -> NUMBER;
        };
    }
}
