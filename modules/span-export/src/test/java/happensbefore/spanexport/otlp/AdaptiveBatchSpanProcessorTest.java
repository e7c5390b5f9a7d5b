package happensbefore.spanexport.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.producerconsumer.Overload;
import happensbefore.spanexport.BatchSettings;
import happensbefore.spanexport.Drop;
import happensbefore.spanexport.Ledger;
import happensbefore.spanexport.Pace;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedSpan;
import happensbefore.telemetry.receiver.ReceiverSettings;
import happensbefore.telemetry.receiver.Refusal;
import happensbefore.testkit.Race;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The SDK's own exporters, a real receiver, and this processor between them and the service.
@Timeout(60)
class AdaptiveBatchSpanProcessorTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofMillis(20);
    private static final BatchSettings SETTINGS =
            BatchSettings.DEFAULT.withPace(new Pace.Bounds(32, 512, SOON, LONG)).withTimeouts(LONG, LONG);

    /// Sends nothing before it is flushed: a flush says nothing about what was lost earlier.
    private static final BatchSettings HELD = SETTINGS.withPace(new Pace.Bounds(512, 512, LONG, LONG));

    private final EmbeddedReceiver receiver = EmbeddedReceiver.start();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void everySpanArrivesOverGrpcAndOverHttp() throws InterruptedException {
        int each = 3_000;
        for (SpanExporter exporter : List.of(grpc(receiver.grpcEndpoint()), http(receiver.httpEndpoint()))) {
            receiver.clear();
            AdaptiveBatchSpanProcessor processor =
                    new AdaptiveBatchSpanProcessor(exporter, SETTINGS.withOverload(Overload.block()), noMeters());
            try (SdkTracerProvider sdk = sdk(processor)) {
                Tracer tracer = sdk.get("test");
                try (Race race = Race.within(LONG)) {
                    race.thread("one", () -> end(tracer, each));
                    race.thread("other", () -> end(tracer, each));
                    race.run();
                }
                assertThat(join(sdk.forceFlush())).isTrue();
                assertThat(receiver.spans()).hasSize(2 * each);
                assertThat(receiver.spans().stream().map(ReceivedSpan::spanId).distinct())
                        .as("sent once")
                        .hasSize(2 * each);
                assertThat(processor.ledger())
                        .isEqualTo(new Ledger(2 * each, processor.ledger().dropped(), 0, 0, 0));
                assertThat(processor.ledger().droppedInAll()).isZero();
            }
        }
    }

    @Test
    void aFlushOfSpansThatTheBackendDidNotTakeIsAFailureWhateverTheSdkSays() {
        receiver.close();
        AdaptiveBatchSpanProcessor ours =
                new AdaptiveBatchSpanProcessor(withoutRetry(receiver.grpcEndpoint()), HELD, noMeters());
        BatchSpanProcessor theirs = BatchSpanProcessor.builder(withoutRetry(receiver.grpcEndpoint()))
                .setScheduleDelay(LONG)
                .build();
        try (SdkTracerProvider sdk = sdk(ours, theirs)) {
            end(sdk.get("test"), 10);
            assertThat(join(theirs.forceFlush())).as("the SDK's").isTrue();
            assertThat(join(ours.forceFlush())).as("ours").isFalse();
            assertThat(ours.ledger().dropped(Drop.EXPORT_FAILED)).isEqualTo(10);
            assertThat(ours.lastFailure()).isPresent();
        }
    }

    @Test
    void aBatchThatIsRefusedIsLostAndTheNextOneIsNot() {
        try (EmbeddedReceiver small =
                EmbeddedReceiver.start(ReceiverSettings.anyFreePort().withMaxRequestBytes(20_000))) {
            AdaptiveBatchSpanProcessor processor =
                    new AdaptiveBatchSpanProcessor(http(small.httpEndpoint()), HELD, noMeters());
            try (SdkTracerProvider sdk = sdk(processor)) {
                Tracer tracer = sdk.get("test");
                tracer.spanBuilder("x".repeat(20_000)).startSpan().end();
                assertThat(join(sdk.forceFlush())).isFalse();
                assertThat(small.requests().refused(Refusal.TOO_LARGE)).isEqualTo(1);
                end(tracer, 1);
                assertThat(join(sdk.forceFlush())).isTrue();
                assertThat(processor.ledger().dropped(Drop.EXPORT_FAILED)).isEqualTo(1);
                assertThat(processor.ledger().exported()).isEqualTo(1);
            }
        }
    }

    @Test
    void aBackendThatHangsIsGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            AdaptiveBatchSpanProcessor processor = new AdaptiveBatchSpanProcessor(
                    withoutRetry(URI.create("http://127.0.0.1:" + silent.getLocalPort())),
                    HELD.withTimeouts(Duration.ofMillis(100), Duration.ofMillis(100)),
                    noMeters());
            try (SdkTracerProvider sdk = sdk(processor)) {
                end(sdk.get("test"), 5);
                assertThat(join(sdk.forceFlush())).isFalse();
                assertThat(processor.ledger().dropped(Drop.EXPORT_TIMED_OUT)).isEqualTo(5);
                end(sdk.get("test"), 3);
                assertThat(join(sdk.shutdown())).isFalse();
                assertThat(processor.ledger().droppedInAll()).isEqualTo(8);
            }
        }
    }

    @Test
    void onlySampledSpansAreExportedAndTheyKeepTheirParents() {
        AdaptiveBatchSpanProcessor processor =
                new AdaptiveBatchSpanProcessor(grpc(receiver.grpcEndpoint()), SETTINGS, noMeters());
        try (SdkTracerProvider sdk = SdkTracerProvider.builder()
                .setSampler(Sampler.parentBased(Sampler.alwaysOn()))
                .addSpanProcessor(processor)
                .build()) {
            Tracer tracer = sdk.get("test");
            Span parent = tracer.spanBuilder("parent").startSpan();
            try (Scope _ = parent.makeCurrent()) {
                tracer.spanBuilder("child").startSpan().end();
            }
            parent.end();
            Span unsampled = Span.wrap(io.opentelemetry.api.trace.SpanContext.create(
                    parent.getSpanContext().getTraceId(),
                    "00000000000000aa",
                    io.opentelemetry.api.trace.TraceFlags.getDefault(),
                    io.opentelemetry.api.trace.TraceState.getDefault()));
            try (Scope _ = unsampled.makeCurrent()) {
                tracer.spanBuilder("not sampled").startSpan().end();
            }
            assertThat(join(sdk.forceFlush())).isTrue();
            assertThat(processor.ledger().recorded()).isEqualTo(2);
            assertThat(receiver.spansNamed("child"))
                    .singleElement()
                    .satisfies(child -> assertThat(child.parentSpanId())
                            .isEqualTo(parent.getSpanContext().getSpanId()));
            assertThat(receiver.spansNamed("not sampled")).isEmpty();
        }
    }

    @Test
    void whatEndsAfterTheShutdownIsCounted() {
        AdaptiveBatchSpanProcessor processor =
                new AdaptiveBatchSpanProcessor(grpc(receiver.grpcEndpoint()), SETTINGS, noMeters());
        try (SdkTracerProvider sdk = sdk(processor)) {
            Span late = sdk.get("test").spanBuilder("late").startSpan();
            end(sdk.get("test"), 1);
            assertThat(join(processor.shutdown())).isTrue();
            late.end();
            assertThat(join(processor.shutdown())).as("the same word again").isTrue();
            assertThat(processor.ledger().exported()).isEqualTo(1);
            assertThat(processor.ledger().dropped(Drop.ALREADY_SHUTDOWN)).isEqualTo(1);
            assertThat(processor.toString()).contains("OtlpGrpcSpanExporter");
        }
    }

    @Test
    void aSpanThatIsRecordedAndNotSampledIsNotSent() {
        AdaptiveBatchSpanProcessor processor =
                new AdaptiveBatchSpanProcessor(grpc(receiver.grpcEndpoint()), SETTINGS, noMeters());
        try (SdkTracerProvider sdk = SdkTracerProvider.builder()
                .setSampler(Spans.recordOnly())
                .addSpanProcessor(processor)
                .build()) {
            end(sdk.get("test"), 1);
            assertThat(processor.ledger().recorded()).isZero();
        }
    }

    @Test
    void spansAreBoundedByTheirBytes() {
        AdaptiveBatchSpanProcessor processor = new AdaptiveBatchSpanProcessor(
                grpc(receiver.grpcEndpoint()),
                SETTINGS.withMaxWeight(100_000).withOverload(Overload.block()),
                noMeters());
        try (SdkTracerProvider sdk = sdk(processor)) {
            Tracer tracer = sdk.get("test");
            for (int i = 0; i < 20; i++) {
                Span heavy = tracer.spanBuilder("heavy").startSpan();
                heavy.setAttribute("text", "x".repeat(30_000));
                heavy.end();
            }
            Span tooHeavy = tracer.spanBuilder("too heavy").startSpan();
            tooHeavy.addEvent("e".repeat(100_000));
            tooHeavy.end();
            assertThat(join(sdk.forceFlush())).isTrue();
            assertThat(receiver.spansNamed("heavy")).hasSize(20);
            assertThat(processor.ledger().dropped(Drop.TOO_LARGE)).isEqualTo(1);
        }
    }

    private static void end(Tracer tracer, int spans) {
        for (int i = 0; i < spans; i++) {
            tracer.spanBuilder("work").startSpan().end();
        }
    }

    private static boolean join(io.opentelemetry.sdk.common.CompletableResultCode code) {
        code.join(60, TimeUnit.SECONDS);
        assertThat(code.isDone()).as("within a minute").isTrue();
        return code.isSuccess();
    }

    private static SdkTracerProvider sdk(SpanProcessor... processors) {
        return SdkTracerProvider.builder()
                .addSpanProcessor(SpanProcessor.composite(processors))
                .build();
    }

    private static SpanExporter grpc(URI endpoint) {
        return OtlpGrpcSpanExporter.builder().setEndpoint(endpoint.toString()).build();
    }

    private static SpanExporter withoutRetry(URI endpoint) {
        return OtlpGrpcSpanExporter.builder()
                .setEndpoint(endpoint.toString())
                .setRetryPolicy(null)
                .build();
    }

    private static SpanExporter http(URI endpoint) {
        return OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint + "/v1/traces")
                .build();
    }

    private static io.opentelemetry.api.metrics.MeterProvider noMeters() {
        return io.opentelemetry.api.metrics.MeterProvider.noop();
    }
}
