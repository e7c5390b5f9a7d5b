package happensbefore.exercises.settledexports;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.exercises.settledexports.SettledExports.Batch;
import happensbefore.exercises.settledexports.SettledExports.Sender;
import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedSpan;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("telemetry")
class SettledExportsTelemetryTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final EmbeddedReceiver receiver = EmbeddedReceiver.start();
    private final Telemetry telemetry = Telemetry.sendingTo(receiver, "settled-exports");
    private final Tracer tracer = telemetry.openTelemetry().getTracer("test");
    private final CountDownLatch never = new CountDownLatch(1);
    private final Map<String, String> current = new ConcurrentHashMap<>();

    @AfterEach
    void close() {
        telemetry.close();
        receiver.close();
    }

    private final Sender sender = batch -> {
        current.put(batch.name(), Span.current().getSpanContext().getSpanId());
        switch (batch.name()) {
            case "refused" -> throw new IOException("refused");
            case "hangs" -> never.await(5, TimeUnit.SECONDS);
            default -> {}
        }
    };

    private ReceivedSpan only(String name) {
        assertThat(telemetry.flush())
                .as("The spans reach the receiver within the time limit.")
                .isTrue();
        assertThat(receiver.spansNamed(name))
                .as("Each batch has one span, and it ended: `%s`.", name)
                .hasSize(1);
        return receiver.spansNamed(name).getFirst();
    }

    @Test
    void everySendRunsInASpanUnderTheCallers() throws Exception {
        Span caller = tracer.spanBuilder("caller").startSpan();
        try (Scope _ = caller.makeCurrent()) {
            SettledExports.send(tracer, List.of(new Batch("a", LONG), new Batch("refused", LONG)), sender);
        } finally {
            caller.end();
        }
        for (String name : List.of("a", "refused")) {
            assertThat(only(name).parentSpanId())
                    .as("The parent of `%s` is the span that is current where `send` is called.", name)
                    .isEqualTo(caller.getSpanContext().getSpanId());
            assertThat(only(name).spanId())
                    .as("The span of `%s` is current in the sender.", name)
                    .isEqualTo(current.get(name));
        }
    }

    @Test
    void aFailureAndACancellationCanBeToldApartInTheTrace() throws Exception {
        SettledExports.send(
                tracer, List.of(new Batch("refused", LONG), new Batch("hangs", SHORT), new Batch("a", LONG)), sender);
        assertThat(only("refused").status())
                .as("The span of a failed batch has status error.")
                .isEqualTo(StatusCode.ERROR);
        assertThat(only("refused").events())
                .as("The span of a failed batch has the exception.")
                .extracting(ReceivedSpan.Event::name)
                .containsExactly("exception");
        assertThat(only("hangs").status())
                .as("The span of a cancelled batch has status error.")
                .isEqualTo(StatusCode.ERROR);
        assertThat(only("hangs").attributes())
                .as("The span of a cancelled batch says so.")
                .containsEntry("error.type", "cancelled");
        assertThat(only("hangs").events())
                .as("A cancelled batch met no exception of the sender's.")
                .isEmpty();
        assertThat(only("a").status())
                .as("The span of a batch that was sent has no error.")
                .isNotEqualTo(StatusCode.ERROR);
    }
}
