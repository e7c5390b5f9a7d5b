package happensbefore.spanexport.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Whatever a text of ten thousand characters hangs from, the span weighs so much more.
class SpanWeightTest {
    private static final int LENGTH = 10_000;
    private static final String LONG = "x".repeat(LENGTH);
    private static final Attributes TEXT = Attributes.of(AttributeKey.stringKey("text"), LONG);

    private static long weight(String name, Consumer<Span> change) {
        try (SdkTracerProvider sdk = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(SpanExporter.composite())) // without one, spans are none
                .build()) {
            Span span = sdk.get("test").spanBuilder(name).startSpan();
            change.accept(span);
            span.end();
            return SpanWeight.of((ReadableSpan) span);
        }
    }

    private static void weighs(long texts, Consumer<Span> change) {
        assertThat(weight("work", change)).isBetween(texts * LENGTH, texts * LENGTH + 2_000);
    }

    @Test
    void everyTextCounts() {
        weighs(0, span -> {});
        assertThat(weight(LONG, span -> {})).isBetween((long) LENGTH, LENGTH + 2_000L);
        weighs(1, span -> span.setAllAttributes(TEXT));
        weighs(2, span -> span.setAttribute(AttributeKey.stringArrayKey("texts"), List.of(LONG, LONG)));
        weighs(1, span -> span.addEvent(LONG));
        weighs(1, span -> span.addEvent("event", TEXT));
        weighs(1, span -> span.setStatus(StatusCode.ERROR, LONG));
        SpanContext other = SpanContext.create(
                "0123456789abcdef0123456789abcdef",
                "0123456789abcdef",
                TraceFlags.getSampled(),
                TraceState.getDefault());
        weighs(1, span -> span.addLink(other, TEXT));
    }
}
