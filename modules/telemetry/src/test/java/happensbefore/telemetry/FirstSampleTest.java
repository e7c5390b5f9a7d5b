package happensbefore.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.telemetry.receiver.EmbeddedReceiver;
import io.opentelemetry.api.metrics.LongCounter;
import org.junit.jupiter.api.Test;

/// The sample of `docs/telemetry.md`.
class FirstSampleTest {
    @Test
    void whatIsAddedIsWhatTheReceiverHas() throws Exception {
        // @start region="sample"
        try (EmbeddedReceiver receiver = EmbeddedReceiver.start();
                Telemetry telemetry = Telemetry.sendingTo(receiver, "shop")) {
            LongCounter orders = telemetry
                    .openTelemetry()
                    .getMeter("checkout")
                    .counterBuilder("orders")
                    .build();
            orders.add(3);

            assertThat(telemetry.flush()).isTrue();
            assertThat(receiver.latestSum("orders")).hasValue(3);
        }
        // @end region="sample"
    }
}
