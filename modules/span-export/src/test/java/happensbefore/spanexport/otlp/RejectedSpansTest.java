package happensbefore.spanexport.otlp;

import static happensbefore.spanexport.otlp.Spans.ended;
import static happensbefore.spanexport.otlp.Spans.join;
import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.spanexport.Answer;
import happensbefore.spanexport.BatchSettings;
import happensbefore.spanexport.CircuitBreaker;
import happensbefore.spanexport.Drop;
import happensbefore.spanexport.Ledger;
import happensbefore.spanexport.Pace;
import happensbefore.spanexport.PartlyRejectedException;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.Fault;
import happensbefore.telemetry.receiver.FaultPlan;
import happensbefore.telemetry.receiver.Signal;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A backend that takes a request and rejects three of ten spans: those are lost, and no other one, at every backend
/// and in the processor in front of them all.
@Timeout(60)
class RejectedSpansTest {
    private final EmbeddedReceiver rejecting = EmbeddedReceiver.start();
    private final EmbeddedReceiver healthy = EmbeddedReceiver.start();

    RejectedSpansTest() {
        rejecting.inject(FaultPlan.always(new Fault.PartialSuccess(0.3)));
    }

    @AfterEach
    void close() {
        rejecting.close();
        healthy.close();
    }

    private Backend rejectingBackend() {
        return new Backend(
                "rejecting",
                RejectionAwareSpanExporter.of(OtlpGrpcSpanExporter.builder()
                        .setEndpoint(rejecting.grpcEndpoint().toString())
                        .setRetryPolicy(null)
                        .build()));
    }

    private Backend healthyBackend() {
        return new Backend(
                "healthy",
                RejectionAwareSpanExporter.of(OtlpHttpSpanExporter.builder()
                        .setEndpoint(healthy.httpEndpoint() + "/v1/traces")
                        .setRetryPolicy(null)
                        .build()));
    }

    private static void assertRejected(Ledger ledger, long exported, long rejected) {
        assertThat(ledger.exported()).as("exported").isEqualTo(exported);
        assertThat(ledger.dropped(Drop.REJECTED)).as("rejected").isEqualTo(rejected);
        assertThat(ledger.recorded()).as("recorded").isEqualTo(exported + rejected);
    }

    @Test
    void eachBackendsBooksSayWhatItRejects() {
        try (MultiBackendSpanExporter exporter = new MultiBackendSpanExporter(
                List.of(rejectingBackend(), healthyBackend()), Answer.ALL, MeterProvider.noop())) {
            CompletableResultCode code = exporter.export(ended(10));
            assertThat(join(code)).isFalse();
            assertThat(code.getFailureThrowable()).hasMessage("by backend: {healthy=delivered, rejecting=rejected}");
            assertRejected(Objects.requireNonNull(exporter.ledgers().get("rejecting")), 7, 3);
            assertRejected(Objects.requireNonNull(exporter.ledgers().get("healthy")), 10, 0);
        }
        assertThat(rejecting.counts(Signal.TRACES).received()).isEqualTo(7);
        assertThat(rejecting.requests().accepted()).as("sent once").isEqualTo(1);
    }

    @Test
    void whereOneIsEnoughAndNoneHasAllTheRejectionIsTold() {
        healthy.inject(FaultPlan.always(new Fault.RejectPermanent()));
        try (MultiBackendSpanExporter exporter =
                MultiBackendSpanExporter.create(List.of(healthyBackend(), rejectingBackend()), MeterProvider.noop())) {
            CompletableResultCode code = exporter.export(ended(10));
            assertThat(join(code)).isFalse();
            assertThat(code.getFailureThrowable())
                    .isInstanceOfSatisfying(
                            PartlyRejectedException.class,
                            failure -> assertThat(failure.items()).isEqualTo(3));
        }
    }

    @Test
    void theFallbackDoesNotGetWhatThePrimaryHasTaken() {
        try (PrioritizedSpanExporter exporter = prioritized()) {
            for (int i = 0; i < 10; i++) {
                assertThat(join(exporter.export(ended(10)))).isFalse();
            }
            assertRejected(exporter.ledger(), 70, 30);
            assertThat(exporter.circuit()).as("it answers, and well").isEqualTo(CircuitBreaker.State.CLOSED);
        }
        assertThat(healthy.spans()).isEmpty();
    }

    @Test
    void theProcessorInFrontCountsWhatIsRejectedAndNoMore() {
        SpanExporter exporter = prioritized();
        Duration never = Duration.ofSeconds(60); // what is lost before the flush, the flush says nothing about
        BatchSettings held = BatchSettings.DEFAULT.withPace(new Pace.Bounds(512, 512, never, never));
        try (AdaptiveBatchSpanProcessor processor =
                        new AdaptiveBatchSpanProcessor(exporter, held, MeterProvider.noop());
                SdkTracerProvider sdk =
                        SdkTracerProvider.builder().addSpanProcessor(processor).build()) {
            for (int i = 0; i < 10; i++) {
                sdk.get("test").spanBuilder("work").startSpan().end();
            }
            assertThat(join(processor.forceFlush())).as("some are lost").isFalse();
            Ledger ledger = processor.ledger();
            assertThat(ledger.exported())
                    .isEqualTo(rejecting.counts(Signal.TRACES).received());
            assertThat(ledger.dropped(Drop.REJECTED)).isEqualTo(10 - ledger.exported());
        }
    }

    private PrioritizedSpanExporter prioritized() {
        return new PrioritizedSpanExporter(
                rejectingBackend(), CircuitBreaker.Settings.DEFAULT, healthyBackend(), null, MeterProvider.noop());
    }
}
