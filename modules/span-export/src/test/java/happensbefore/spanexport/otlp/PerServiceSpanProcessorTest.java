package happensbefore.spanexport.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.producerconsumer.Overload;
import happensbefore.spanexport.BatchSettings;
import happensbefore.spanexport.Drop;
import happensbefore.spanexport.Pace;
import happensbefore.spanexport.Soon;
import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.Fault;
import happensbefore.telemetry.receiver.FaultKind;
import happensbefore.telemetry.receiver.FaultPlan;
import happensbefore.telemetry.receiver.ReceivedSpan;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Several services in one process, one exporter, one receiver.
@Timeout(60)
class PerServiceSpanProcessorTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final BatchSettings SETTINGS = BatchSettings.DEFAULT
            .withCapacity(512)
            .withPace(new Pace.Bounds(512, 512, LONG, LONG))
            .withTimeouts(LONG, LONG);

    private final EmbeddedReceiver receiver = EmbeddedReceiver.start();

    @AfterEach
    void close() {
        receiver.close();
    }

    private PerServiceSpanProcessor open(BatchSettings settings, int maxServices, MeterProvider meters) {
        return new PerServiceSpanProcessor(exporter(), settings, maxServices, meters);
    }

    private SpanExporter exporter() {
        return OtlpGrpcSpanExporter.builder()
                .setEndpoint(receiver.grpcEndpoint().toString())
                .build();
    }

    private static SdkTracerProvider service(String name, SpanProcessor processor) {
        return SdkTracerProvider.builder()
                .setResource(Resource.builder().put("service.name", name).build())
                .addSpanProcessor(processor)
                .build();
    }

    private static void end(SdkTracerProvider service, int spans) {
        Tracer tracer = service.get("test");
        for (int i = 0; i < spans; i++) {
            tracer.spanBuilder("work").startSpan().end();
        }
    }

    @Test
    void eachServicesSpansArriveUnderItsNameInRequestsOfItsOwn() throws InterruptedException {
        PerServiceSpanProcessor processor = open(SETTINGS.withOverload(Overload.block()), 2, MeterProvider.noop());
        List<String> names = List.of("shop", "stock", "mail", "bank");
        for (String name : names) {
            end(service(name, processor), 600);
        }
        assertThat(processor.forceFlush().join(60, TimeUnit.SECONDS).isSuccess())
                .isTrue();
        assertThat(receiver.spans().stream().map(ReceivedSpan::service).distinct())
                .containsExactlyInAnyOrderElementsOf(names);
        assertThat(receiver.spans()).hasSize(4 * 600);
        assertThat(processor.ledgers()).containsOnlyKeys("shop", "stock");
        assertThat(processor.ledgers().values())
                .allSatisfy(ledger -> assertThat(ledger.exported()).isEqualTo(600));
        assertThat(processor.shutdown().join(60, TimeUnit.SECONDS).isSuccess()).isTrue();
        assertThat(processor.ledger().exported()).isEqualTo(4 * 600);
    }

    @Test
    void aLoudServicePushesOutAQuietOneInOneQueueAndNotHere() {
        BatchSpanProcessor shared = BatchSpanProcessor.builder(exporter())
                .setMaxQueueSize(512)
                .setScheduleDelay(LONG)
                .build();
        PerServiceSpanProcessor processor = open(SETTINGS, 8, MeterProvider.noop());
        receiver.inject(FaultPlan.always(new Fault.Hang()));
        for (SpanProcessor each : List.of(shared, processor)) {
            long hanging = receiver.requests().faulted(FaultKind.HANG);
            SdkTracerProvider loud = service("loud", each);
            end(loud, 20_000);
            Soon.until(() -> receiver.requests().faulted(FaultKind.HANG) > hanging);
            end(loud, 20_000);
            end(service("quiet", each), 100);
        }
        assertThat(processor.ledgers())
                .hasEntrySatisfying("quiet", quiet -> assertThat(quiet.queued()).isEqualTo(100));
        assertThat(processor.ledgers())
                .hasEntrySatisfying(
                        "loud",
                        loud -> assertThat(loud.dropped(Drop.QUEUE_FULL)).isPositive());
        receiver.inject(FaultPlan.none());
        shared.shutdown().join(60, TimeUnit.SECONDS);
        assertThat(quietSpans()).as("in one queue").isZero();
        processor.shutdown().join(60, TimeUnit.SECONDS);
        assertThat(quietSpans()).as("in a queue of its own").isEqualTo(100);
    }

    @Test
    void aServiceWithoutANameHasACollectorAndWhatIsNotSampledHasNone() {
        SpanExporter exporter = exporter();
        PerServiceSpanProcessor processor = new PerServiceSpanProcessor(exporter, SETTINGS, 2, MeterProvider.noop());
        SdkTracerProvider nameless = SdkTracerProvider.builder()
                .setResource(Resource.empty())
                .addSpanProcessor(processor)
                .build();
        SdkTracerProvider unsampled = SdkTracerProvider.builder()
                .setSampler(Spans.recordOnly())
                .addSpanProcessor(processor)
                .build();
        end(nameless, 1);
        end(unsampled, 1);
        assertThat(processor.ledgers()).containsOnlyKeys("unknown_service");
        assertThat(processor.ledger().recorded()).isEqualTo(1);
        assertThat(processor.shutdown().join(60, TimeUnit.SECONDS).isSuccess()).isTrue();
        assertThat(receiver.spans()).hasSize(1);
        assertThat(Spans.join(exporter.export(Spans.ended(1))))
                .as("it has ended, too")
                .isFalse();
    }

    private long quietSpans() {
        return receiver.spans().stream()
                .filter(span -> span.service().equals("quiet"))
                .count();
    }

    @Test
    void eachServicesBooksArriveAsMetrics() {
        try (Telemetry telemetry = Telemetry.sendingTo(receiver, "host")) {
            PerServiceSpanProcessor processor =
                    open(SETTINGS, 8, telemetry.openTelemetry().getMeterProvider());
            end(service("shop", processor), 3);
            processor.forceFlush().join(60, TimeUnit.SECONDS);
            end(service("mail", processor), 2);
            assertThat(telemetry.flush()).isTrue();
            Map<String, OptionalDouble> processed = new HashMap<>();
            receiver.metricPoints().stream()
                    .filter(point -> point.name().equals("otel.sdk.processor.span.processed"))
                    .map(point -> String.valueOf(point.attributes().get("otel.component.name")))
                    .forEach(name -> processed.put(
                            name.replaceFirst("[^/]*/\\d+", ""),
                            receiver.latestSum(
                                    "otel.sdk.processor.span.processed", Map.of("otel.component.name", name))));
            assertThat(processed)
                    .isEqualTo(Map.of(
                            "/shop", OptionalDouble.of(3), "/mail", OptionalDouble.of(0), "", OptionalDouble.of(0)));
            assertThat(receiver.latestSum("otel.sdk.processor.span.queue.size")).hasValue(2);
            assertThat(receiver.latestSum("otel.sdk.processor.span.queue.capacity"))
                    .hasValue(3 * 512);
            assertThat(receiver.latestSum("happensbefore.span_export.spans", Map.of("state", "exported")))
                    .hasValue(3);
            processor.close();
            receiver.clear();
            assertThat(telemetry.flush()).isTrue();
            assertThat(receiver.metricPoints())
                    .as("of a closed processor")
                    .noneMatch(point -> String.valueOf(point.attributes().get("otel.component.name"))
                            .startsWith("happensbefore."));
        }
    }
}
