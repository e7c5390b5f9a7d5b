package happensbefore.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceiverSettings;
import happensbefore.telemetry.receiver.Refusal;
import io.opentelemetry.api.trace.Tracer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FlushTest {

    @Test
    void whenTheBackendIsGoneFlushSaysSoAndEverySpanIsAccountedFor() {
        EmbeddedReceiver receiver = EmbeddedReceiver.start();
        Telemetry telemetry = Telemetry.sendingTo(receiver, "shop", OtlpProtocol.GRPC, Duration.ofMillis(500));
        receiver.close();
        int spans = TestPace.QUEUE_SIZE + 20_000; // each export that fails makes room for 512
        end(telemetry.openTelemetry().getTracer("t"), spans);
        assertThat(telemetry.flush(Duration.ofMillis(500))).isFalse();

        telemetry.close();
        Delivery delivery = telemetry.spanDelivery();
        assertThat(delivery.recorded()).isEqualTo(spans);
        assertThat(delivery.acknowledged()).isZero();
        assertThat(delivery.pending()).isZero();
        assertThat(delivery.dropped()).isPositive();
    }

    @Test
    void aRefusedBatchIsReportedOnce() {
        try (EmbeddedReceiver receiver =
                        EmbeddedReceiver.start(ReceiverSettings.anyFreePort().withMaxRequestBytes(20_000));
                Telemetry telemetry = Telemetry.sendingTo(receiver, "shop", OtlpProtocol.HTTP_PROTOBUF)) {
            Tracer tracer = telemetry.openTelemetry().getTracer("t");
            tracer.spanBuilder("x".repeat(20_000)).startSpan().end();
            assertThat(telemetry.flush()).isFalse();
            assertThat(telemetry.spanDelivery()).isEqualTo(new Delivery(0, 1, 0, 0));
            assertThat(receiver.requests().refused(Refusal.TOO_LARGE)).isEqualTo(1);

            end(tracer, 1);
            assertThat(telemetry.flush()).isTrue();
            assertThat(telemetry.spanDelivery()).isEqualTo(new Delivery(1, 1, 0, 0));
        }
    }

    private static void end(Tracer tracer, int spans) {
        for (int i = 0; i < spans; i++) {
            tracer.spanBuilder("work").startSpan().end();
        }
    }
}
