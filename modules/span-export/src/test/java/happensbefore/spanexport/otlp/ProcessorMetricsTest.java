package happensbefore.spanexport.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.spanexport.BatchSettings;
import happensbefore.spanexport.Pace;
import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedMetric;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.InternalTelemetryVersion;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a processor reports of itself, as its backend sees it.
@Timeout(60)
class ProcessorMetricsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void theBooksArriveAsMetrics() {
        try (EmbeddedReceiver receiver = EmbeddedReceiver.start();
                Telemetry telemetry = Telemetry.sendingTo(receiver, "span-export")) {
            AdaptiveBatchSpanProcessor processor = new AdaptiveBatchSpanProcessor(
                    OtlpGrpcSpanExporter.builder()
                            .setEndpoint(receiver.grpcEndpoint().toString())
                            .build(),
                    BatchSettings.DEFAULT.withCapacity(512).withPace(new Pace.Bounds(512, 512, LONG, LONG)),
                    telemetry.openTelemetry().getMeterProvider());
            try (SdkTracerProvider sdk =
                    SdkTracerProvider.builder().addSpanProcessor(processor).build()) {
                assertThat(telemetry.flush()).isTrue();
                assertThat(receiver.latestSum("otel.sdk.processor.span.queue.capacity"))
                        .as("before the first span")
                        .hasValue(512);
                var tracer = sdk.get("test");
                for (int i = 0; i < 3; i++) {
                    tracer.spanBuilder("delivered").startSpan().end();
                }
                sdk.forceFlush().join(60, TimeUnit.SECONDS);
                tracer.spanBuilder("queued").startSpan().end();
                tracer.spanBuilder("queued").startSpan().end();
                assertThat(telemetry.flush()).isTrue();

                assertThat(receiver.latestSum("otel.sdk.processor.span.processed"))
                        .hasValue(3);
                assertThat(receiver.latestSum("otel.sdk.processor.span.queue.size"))
                        .hasValue(2);
                assertThat(receiver.latestSum("otel.sdk.processor.span.queue.capacity"))
                        .hasValue(512);
                assertThat(spans(receiver, "exported")).hasValue(3);
                assertThat(spans(receiver, "queued")).hasValue(2);
                assertThat(spans(receiver, "in_flight")).hasValue(0);
                assertThat(spans(receiver, "dropped")).hasValue(0);
                assertThat(receiver.latestSum("happensbefore.span_export.batch.size"))
                        .hasValue(512);
                assertThat(receiver.latestGauge("happensbefore.span_export.batch.delay", Map.of()))
                        .hasValue(60);
                assertThat(receiver.latestSum("happensbefore.span_export.limit"))
                        .hasValue(2);
                assertThat(receiver.latestSum("happensbefore.span_export.late")).hasValue(0);

                processor.shutdown().join(60, TimeUnit.SECONDS);
                tracer.spanBuilder("late").startSpan().end();
                assertThat(telemetry.flush()).isTrue();
                assertThat(receiver.latestSum(
                                "otel.sdk.processor.span.processed", Map.of("error.type", "already_shutdown")))
                        .hasValue(1);
                assertThat(receiver.latestSum(
                                "happensbefore.span_export.spans",
                                Map.of("state", "dropped", "reason", "already_shutdown")))
                        .hasValue(1);
                assertThat(receiver.latestSum("otel.sdk.processor.span.processed"))
                        .hasValue(6);

                processor.close();
                receiver.clear();
                assertThat(telemetry.flush()).isTrue();
                assertThat(Shape.of(receiver, "happensbefore."))
                        .as("of a closed processor")
                        .isEmpty();
            }
        }
    }

    /// A metric without its numbers: what a dashboard that was made for the SDK's processor must find in ours.
    private record Shape(String name, String unit, ReceivedMetric.Type type, boolean monotonic, Set<String> keys) {
        static Set<Shape> of(EmbeddedReceiver receiver, String component) {
            return receiver.metricPoints().stream()
                    .filter(point -> point.name().startsWith("otel.sdk.processor.span."))
                    .filter(point -> String.valueOf(point.attributes().get("otel.component.name"))
                            .startsWith(component))
                    .map(point -> new Shape(
                            point.name(),
                            point.unit(),
                            point.type(),
                            point.monotonic(),
                            Set.copyOf(point.attributes().keySet())))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void theStandardMetricsAreThoseOfTheSdksProcessor() {
        try (EmbeddedReceiver receiver = EmbeddedReceiver.start();
                Telemetry telemetry = Telemetry.sendingTo(receiver, "span-export")) {
            MeterProvider meters = telemetry.openTelemetry().getMeterProvider();
            SpanExporter nowhere = SpanExporter.composite();
            AdaptiveBatchSpanProcessor ours = new AdaptiveBatchSpanProcessor(nowhere, BatchSettings.DEFAULT, meters);
            BatchSpanProcessor theirs = BatchSpanProcessor.builder(nowhere)
                    .setMeterProvider(meters)
                    .setInternalTelemetryVersion(InternalTelemetryVersion.LATEST)
                    .build();
            try (SdkTracerProvider sdk = SdkTracerProvider.builder()
                    .addSpanProcessor(SpanProcessor.composite(ours, theirs))
                    .build()) {
                sdk.get("test").spanBuilder("exported").startSpan().end();
                sdk.forceFlush().join(60, TimeUnit.SECONDS);
                Span late = sdk.get("test").spanBuilder("late").startSpan();
                ours.shutdown().join(60, TimeUnit.SECONDS);
                assertThat(telemetry.flush()).isTrue();
                Set<Shape> standard = Shape.of(receiver, "batching_span_processor");
                assertThat(standard).extracting(Shape::name).hasSize(3);
                assertThat(Shape.of(receiver, "happensbefore.adaptive_batching_span_processor"))
                        .containsAll(standard);
                late.end();
                assertThat(telemetry.flush()).isTrue();
                assertThat(Shape.of(receiver, "happensbefore.adaptive_batching_span_processor"))
                        .filteredOn(shape -> shape.keys().contains("error.type"))
                        .extracting(Shape::name)
                        .containsExactly("otel.sdk.processor.span.processed");
            }
        }
    }

    private static OptionalDouble spans(EmbeddedReceiver receiver, String state) {
        return receiver.latestSum("happensbefore.span_export.spans", Map.of("state", state));
    }
}
