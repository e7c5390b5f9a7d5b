package happensbefore.spanexport.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.spanexport.BatchSettings;
import happensbefore.spanexport.Pace;
import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
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
            }
        }
    }

    private static OptionalDouble spans(EmbeddedReceiver receiver, String state) {
        return receiver.latestSum("happensbefore.span_export.spans", Map.of("state", state));
    }
}
