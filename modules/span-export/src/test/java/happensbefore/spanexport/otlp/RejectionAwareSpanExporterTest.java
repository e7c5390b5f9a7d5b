package happensbefore.spanexport.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.spanexport.PartlyRejectedException;
import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.Fault;
import happensbefore.telemetry.receiver.FaultPlan;
import happensbefore.telemetry.receiver.Signal;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.InternalTelemetryVersion;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The SDK's exporters, and what they do not say.
@Timeout(60)
class RejectionAwareSpanExporterTest {
    private static final SpanData SPAN = endedSpan();

    private final EmbeddedReceiver receiver = EmbeddedReceiver.start();

    @AfterEach
    void close() {
        receiver.close();
    }

    private static SpanData endedSpan() {
        try (SdkTracerProvider sdk = SdkTracerProvider.builder()
                .addSpanProcessor(AdaptiveBatchSpanProcessor.create(SpanExporter.composite()))
                .build()) {
            ReadableSpan span =
                    (ReadableSpan) sdk.get("test").spanBuilder("work").startSpan();
            return span.toSpanData();
        }
    }

    private OtlpGrpcSpanExporter grpc() {
        return OtlpGrpcSpanExporter.builder()
                .setEndpoint(receiver.grpcEndpoint().toString())
                .setRetryPolicy(null)
                .build();
    }

    private OtlpHttpSpanExporter http() {
        return OtlpHttpSpanExporter.builder()
                .setEndpoint(receiver.httpEndpoint() + "/v1/traces")
                .setRetryPolicy(null)
                .build();
    }

    private static CompletableResultCode export(SpanExporter exporter, int spans) {
        return exporter.export(Collections.nCopies(spans, SPAN)).join(60, TimeUnit.SECONDS);
    }

    @Test
    void theSdksExporterSaysThatRejectedSpansWereDelivered() {
        receiver.inject(FaultPlan.always(new Fault.PartialSuccess(0.3)));
        try (SpanExporter exporter = grpc()) {
            assertThat(export(exporter, 10).isSuccess()).isTrue();
        }
        assertThat(receiver.counts(Signal.TRACES).received()).isEqualTo(7);
    }

    @Test
    void thisOneSaysHowManyWereNotOverGrpcAndOverHttp() {
        receiver.inject(FaultPlan.always(new Fault.PartialSuccess(0.3)));
        for (SpanExporter exporter :
                List.of(RejectionAwareSpanExporter.of(grpc()), RejectionAwareSpanExporter.of(http()))) {
            try (exporter) {
                CompletableResultCode result = export(exporter, 10);
                assertThat(result.isDone()).isTrue();
                assertThat(result.isSuccess()).isFalse();
                assertThat(result.getFailureThrowable())
                        .isInstanceOfSatisfying(
                                PartlyRejectedException.class,
                                failure -> assertThat(failure.items()).isEqualTo(3));
            }
        }
    }

    @Test
    void allElseIsTheExportersOwnWord() {
        for (SpanExporter exporter :
                List.of(RejectionAwareSpanExporter.of(grpc()), RejectionAwareSpanExporter.of(http()))) {
            try (exporter) {
                receiver.inject(FaultPlan.none());
                assertThat(export(exporter, 10).isSuccess()).isTrue();
                receiver.inject(FaultPlan.always(new Fault.RejectPermanent()));
                CompletableResultCode refused = export(exporter, 10);
                assertThat(refused.isSuccess()).isFalse();
                assertThat(refused.getFailureThrowable()).isNotInstanceOf(PartlyRejectedException.class);
                assertThat(exporter.flush().join(60, TimeUnit.SECONDS).isSuccess())
                        .isTrue();
                assertThat(exporter.toString()).contains("SpanExporter");
            }
        }
    }

    @Test
    void itsSettingsAreThoseOfTheExporterThatItReplaces() {
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(receiver.httpEndpoint() + "/v1/traces")
                .setTimeout(Duration.ofSeconds(7))
                .addHeader("tenant", "one")
                .setCompression("gzip")
                .build();
        String settings = exporter.toString();
        try (SpanExporter same = RejectionAwareSpanExporter.of(exporter)) {
            assertThat(same.toString()).contains("timeoutNanos=7000000000").contains("compressorEncoding=gzip");
            assertThat(same.toString()).contains(settings.substring(0, settings.indexOf("componentLoader")));
            assertThat(exporter.export(List.of(SPAN)).join(60, TimeUnit.SECONDS).isSuccess())
                    .as("it is shut down")
                    .isFalse();
            assertThat(export(same, 1).isSuccess()).isTrue();
        }
    }

    @Test
    void theExportersOwnMetricsStay() {
        try (Telemetry telemetry = Telemetry.sendingTo(receiver, "span-export");
                SpanExporter same = RejectionAwareSpanExporter.of(grpc().toBuilder()
                        .setMeterProvider(telemetry.openTelemetry().getMeterProvider())
                        .setInternalTelemetryVersion(InternalTelemetryVersion.LATEST)
                        .build())) {
            receiver.inject(FaultPlan.always(new Fault.PartialSuccess(0.3)).onlyFor(Signal.TRACES));
            assertThat(export(same, 10).isSuccess()).isFalse();
            assertThat(telemetry.flush()).isTrue();
            assertThat(receiver.latestSum("otel.sdk.exporter.span.exported"))
                    .as("the SDK counts what was rejected as exported")
                    .hasValue(10);
            assertThat(receiver.latestSum("otel.sdk.exporter.span.inflight")).hasValue(0);
            assertThat(receiver.latestCount("otel.sdk.exporter.operation.duration", Map.of()))
                    .hasValue(1);
        }
    }

    @Test
    void anExporterOfAnotherKindIsLeftAlone() {
        SpanExporter other = SpanExporter.composite();
        assertThat(RejectionAwareSpanExporter.ofAny(other)).isSameAs(other);
    }
}
