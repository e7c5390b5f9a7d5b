package happensbefore.selectjoin.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import happensbefore.selectjoin.otlp.FallbackExport.Backend;
import happensbefore.tasks.otlp.Sender;
import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedSpan;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two backends over OTLP, and a monitor for the spans about it.
class FallbackExportTest {
    private static final Duration HOURS = Duration.ofHours(2);

    private final EmbeddedReceiver first = EmbeddedReceiver.start();
    private final EmbeddedReceiver second = EmbeddedReceiver.start();
    private final EmbeddedReceiver monitor = EmbeddedReceiver.start();
    private final Telemetry toFirst = Telemetry.sendingTo(first, "sender");
    private final Telemetry toSecond = Telemetry.sendingTo(second, "sender");
    private final Telemetry telemetry = Telemetry.sendingTo(monitor, "exporter");
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void end() {
        toFirst.close();
        toSecond.close();
        telemetry.close();
        first.close();
        second.close();
        monitor.close();
    }

    private static Sender<String> to(Telemetry backend) {
        return batch -> backend.openTelemetry()
                .getTracer("sender")
                .spanBuilder(batch)
                .setNoParent()
                .startSpan()
                .end();
    }

    private Backend export(Sender<String> primary, Sender<String> fallback, Duration patience) throws Exception {
        return new FallbackExport<>(telemetry.openTelemetry(), primary, fallback, patience).export("batch");
    }

    private void assertAccepted(int byFirst, int bySecond) {
        assertThat(toFirst.flush()).isTrue();
        assertThat(toSecond.flush()).isTrue();
        assertThat(telemetry.flush()).isTrue();
        assertThat(first.spansNamed("batch")).hasSize(byFirst);
        assertThat(second.spansNamed("batch")).hasSize(bySecond);
    }

    private Object attribute(String span, String key) {
        return monitor.spansNamed(span).getFirst().attributes().getOrDefault(key, "none");
    }

    @Test
    void aPrimaryInTimeIsEnough() throws Exception {
        assertThat(export(to(toFirst), to(toSecond), HOURS)).isEqualTo(Backend.PRIMARY);
        assertAccepted(1, 0);
        assertThat(monitor.spans()).extracting(ReceivedSpan::name).containsExactly("export to primary");
        assertThat(monitor.latestSum("happensbefore.export.accepted", Map.of("backend", "primary")))
                .hasValue(1);
    }

    @Test
    void aPrimaryThatHasFailedIsReplacedAtOnce() throws Exception {
        Sender<String> down = _ -> {
            throw new IOException("down");
        };
        assertThat(export(down, to(toSecond), HOURS)).isEqualTo(Backend.FALLBACK);
        assertAccepted(0, 1);
        assertThat(attribute("export to primary", "error.type")).isEqualTo("java.io.IOException");
        assertThat(attribute("export to fallback", "happensbefore.race.won")).isEqualTo(true);
    }

    @Test
    void aPrimaryThatIsLateIsOvertakenAndCancelled() throws Exception {
        assertThat(export(_ -> never.await(), to(toSecond), Duration.ofMillis(20)))
                .isEqualTo(Backend.FALLBACK);
        assertAccepted(0, 1);
        assertThat(attribute("export to primary", "error.type")).isEqualTo("cancelled");
        assertThat(attribute("export to fallback", "happensbefore.race.won")).isEqualTo(true);
        assertThat(monitor.latestSum("happensbefore.export.accepted", Map.of("backend", "fallback")))
                .hasValue(1);
    }

    @Test
    void bothFailuresAreTold() {
        assertThatThrownBy(() -> export(
                        _ -> {
                            throw new IOException("primary is down");
                        },
                        _ -> {
                            throw new IOException("fallback is down");
                        },
                        HOURS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .hasMessage("primary is down")
                .hasSuppressedException(new IOException("fallback is down"));
    }
}
