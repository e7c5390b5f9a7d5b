package happensbefore.channels.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedLog;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchedBacklogTest {
    private static final Map<String, String> NAME = Map.of("happensbefore.channel.name", "backlog");

    private final EmbeddedReceiver receiver = EmbeddedReceiver.start();
    private final Telemetry telemetry = Telemetry.sendingTo(receiver, "backlog");

    @AfterEach
    void end() {
        telemetry.close();
        receiver.close();
    }

    @Test
    void itsDepthAndItsDeepestAreMetricsAndAWarningSaysThatItGrows() throws Exception {
        try (WatchedBacklog<Integer> backlog = new WatchedBacklog<>(telemetry.openTelemetry(), "backlog", 4)) {
            for (int i = 0; i < 9; i++) {
                backlog.send(i);
            }
            for (int i = 0; i < 6; i++) {
                assertThat(backlog.process(value -> {})).isTrue();
            }
            assertThat(telemetry.flush()).isTrue();
            assertThat(receiver.latestGauge("happensbefore.channel.high_water", NAME))
                    .hasValue(9);
            assertThat(receiver.latestSum("happensbefore.channel.size")).hasValue(3);
        }
        assertThat(telemetry.flush()).isTrue();
        assertThat(receiver.logs())
                .extracting(ReceivedLog::body)
                .containsExactly(
                        "backlog holds 5 messages, and 4 was the limit",
                        "backlog holds 9 messages, and 4 was the limit");
        assertThat(receiver.latestSum("happensbefore.channel.dropped", Map.of("error.type", "not_received")))
                .hasValue(3);
    }

    @Test
    void aMessageIsProcessedInTheContextItWasSentInAndTheEndIsSeen() throws Exception {
        AtomicBoolean same = new AtomicBoolean();
        try (WatchedBacklog<String> backlog = new WatchedBacklog<>(telemetry.openTelemetry(), "backlog", 4)) {
            Span request = telemetry
                    .openTelemetry()
                    .getTracer("test")
                    .spanBuilder("request")
                    .startSpan();
            try (Scope _ = request.makeCurrent()) {
                backlog.send("work");
            } finally {
                request.end();
            }
            backlog.end();
            assertThat(backlog.process(
                            value -> same.set(Span.current().getSpanContext().equals(request.getSpanContext()))))
                    .isTrue();
            assertThat(backlog.process(value -> {})).isFalse();
            assertThatIllegalStateException().isThrownBy(() -> backlog.send("late"));
        }
        assertThat(same).isTrue();
        assertThat(List.copyOf(receiver.logs())).isEmpty();
    }
}
