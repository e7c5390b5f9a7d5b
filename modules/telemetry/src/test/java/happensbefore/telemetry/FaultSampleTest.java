package happensbefore.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.Fault;
import happensbefore.telemetry.receiver.FaultKind;
import happensbefore.telemetry.receiver.FaultPlan;
import happensbefore.telemetry.receiver.Refusal;
import happensbefore.telemetry.receiver.Signal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The SDK's exporters against a backend that fails, and the sample of that in `docs/telemetry.md`.
@Timeout(60)
class FaultSampleTest {
    @Test
    void theGrpcExporterSendsAgain() {
        // @start region="sample"
        try (EmbeddedReceiver backend = EmbeddedReceiver.start();
                Telemetry telemetry = Telemetry.sendingTo(backend, "shop")) {
            Fault busy = new Fault.RejectRetryable(Duration.ofSeconds(1));
            backend.inject(FaultPlan.always(busy).onlyFor(Signal.TRACES).forNext(1));

            telemetry
                    .openTelemetry()
                    .getTracer("checkout")
                    .spanBuilder("order")
                    .startSpan()
                    .end();

            assertThat(telemetry.flush()).isTrue(); // because the exporter sent it again
            assertThat(backend.spansNamed("order")).hasSize(1);
            assertThat(backend.requests().faulted(FaultKind.REJECT_RETRYABLE)).isEqualTo(1);
        }
        // @end region="sample"
    }

    @Test
    void theHttpExporterSendsAgainWhenItIsTold() {
        try (EmbeddedReceiver backend = EmbeddedReceiver.start();
                Telemetry telemetry = Telemetry.sendingTo(backend, "shop", OtlpProtocol.HTTP_PROTOBUF)) {
            Duration pause = Duration.ofSeconds(2);
            backend.inject(FaultPlan.always(new Fault.RejectRetryable(pause))
                    .onlyFor(Signal.TRACES)
                    .forNext(1));
            long before = System.nanoTime();
            endOneSpan(telemetry);
            assertThat(telemetry.flush()).isTrue();
            assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(pause.toNanos());
            assertThat(backend.spansNamed("order")).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noExporterSendsAgainWhatIsRefusedForGood(OtlpProtocol protocol) {
        try (EmbeddedReceiver backend = EmbeddedReceiver.start();
                Telemetry telemetry = Telemetry.sendingTo(backend, "shop", protocol)) {
            backend.inject(FaultPlan.always(new Fault.RejectPermanent()).onlyFor(Signal.TRACES));
            endOneSpan(telemetry);
            assertThat(telemetry.flush()).isFalse();
            assertThat(telemetry.spanDelivery()).isEqualTo(new Delivery(0, 1, 0, 0));
            assertThat(backend.requests().refused()).isEqualTo(Map.of(Refusal.FAULT_PERMANENT, 1L));
        }
    }

    @ParameterizedTest
    @EnumSource
    void noExporterSeesAPartialSuccess(OtlpProtocol protocol) {
        try (EmbeddedReceiver backend = EmbeddedReceiver.start();
                Telemetry telemetry = Telemetry.sendingTo(backend, "shop", protocol)) {
            backend.inject(FaultPlan.always(new Fault.PartialSuccess(1)).onlyFor(Signal.TRACES));
            endOneSpan(telemetry);
            assertThat(telemetry.flush()).isTrue();
            assertThat(telemetry.spanDelivery()).isEqualTo(new Delivery(1, 0, 0, 0));
            assertThat(backend.spans()).isEmpty();
            assertThat(backend.counts(Signal.TRACES).rejected()).isEqualTo(1);
        }
    }

    private static void endOneSpan(Telemetry telemetry) {
        telemetry
                .openTelemetry()
                .getTracer("checkout")
                .spanBuilder("order")
                .startSpan()
                .end();
    }
}
