package happensbefore.benchmarks.spanexport;

import happensbefore.spanexport.BatchSettings;
import happensbefore.spanexport.otlp.AdaptiveBatchSpanProcessor;
import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/// What is compared: this topic's processor and the SDK's, with the same room and the same exporter.
final class Processors {
    static final String OURS = "AdaptiveBatchSpanProcessor";
    static final String THEIRS = "BatchSpanProcessor";

    private Processors() {}

    static SpanProcessor open(String implementation, int capacity, SpanExporter exporter) {
        return switch (implementation) {
            case OURS ->
                new AdaptiveBatchSpanProcessor(
                        exporter, BatchSettings.DEFAULT.withCapacity(capacity), MeterProvider.noop());
            case THEIRS ->
                BatchSpanProcessor.builder(exporter).setMaxQueueSize(capacity).build();
            default -> throw new IllegalArgumentException("no processor is named " + implementation);
        };
    }

    /// A real span that has ended; its SDK is gone again.
    static ReadableSpan endedSpan() {
        try (EmbeddedReceiver receiver = EmbeddedReceiver.start();
                Telemetry telemetry = Telemetry.sendingTo(receiver, "benchmark")) {
            Span span = telemetry
                    .openTelemetry()
                    .getTracer("benchmark")
                    .spanBuilder("work")
                    .startSpan();
            span.end();
            return (ReadableSpan) span;
        }
    }
}
