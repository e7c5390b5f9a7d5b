package happensbefore.lockfree.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.lockfree.EpochReclaimer.Guard;
import happensbefore.lockfree.OffHeapStack;
import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReclaimerMetricsTest {
    @Test
    void aStalledGuardShowsInTheMetricsAndSoDoesItsEnd() {
        try (EmbeddedReceiver receiver = EmbeddedReceiver.start();
                Telemetry telemetry = Telemetry.sendingTo(receiver, "reclaimer");
                OffHeapStack stack = new OffHeapStack(100);
                ReclaimerMetrics _ =
                        new ReclaimerMetrics(stack, telemetry.openTelemetry().getMeter("test"), "off-heap")) {
            try (Guard _ = stack.reclaimer().pin()) {
                while (stack.push(1)) {
                    stack.pop();
                }
                assertThat(telemetry.flush()).isTrue();
                assertThat(receiver.latestSum("happensbefore.reclaimer.backlog"))
                        .hasValue(100);
                assertThat(receiver.latestSum("happensbefore.reclaimer.pinned")).hasValue(1);
                assertThat(gauge(receiver, "happensbefore.reclaimer.lag")).isEqualTo(1);
                assertThat(refused(receiver, "reclamation_backlog")).isEqualTo(1);
                assertThat(refused(receiver, "stack_full")).isZero();
            }
            while (stack.push(1)) {
                assertThat(stack.refusedFull()).isZero();
            }
            assertThat(telemetry.flush()).isTrue();
            assertThat(receiver.latestSum("happensbefore.reclaimer.retired")).hasValue(100);
            assertThat(receiver.latestSum("happensbefore.reclaimer.reclaimed")).hasValue(100);
            assertThat(receiver.latestSum("happensbefore.reclaimer.backlog")).hasValue(0);
            assertThat(receiver.latestSum("happensbefore.reclaimer.pinned")).hasValue(0);
            assertThat(gauge(receiver, "happensbefore.reclaimer.lag")).isZero();
            assertThat(gauge(receiver, "happensbefore.reclaimer.epoch"))
                    .isEqualTo(stack.reclaimer().epoch());
            assertThat(refused(receiver, "stack_full")).isEqualTo(1);
        }
    }

    private static double gauge(EmbeddedReceiver receiver, String name) {
        return receiver.latestGauge(name, Map.of()).orElseThrow();
    }

    private static double refused(EmbeddedReceiver receiver, String reason) {
        return receiver.latestSum("happensbefore.stack.refused", Map.of("error.type", reason))
                .orElseThrow();
    }
}
