package happensbefore.selectjoin.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedSpan;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TracedRaceTest {
    private static final Duration HOURS = Duration.ofHours(2);

    private final EmbeddedReceiver monitor = EmbeddedReceiver.start();
    private final Telemetry telemetry = Telemetry.sendingTo(monitor, "racer");
    private final TracedRace race = new TracedRace(telemetry.openTelemetry());
    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @AfterEach
    void end() {
        telemetry.close();
        monitor.close();
    }

    private String blocked() throws InterruptedException {
        running.countDown();
        never.await();
        return "";
    }

    /// Has its result all the same.
    private String stubborn() throws InterruptedException {
        running.countDown();
        try {
            never.await();
        } catch (InterruptedException e) {
            interrupted.countDown();
        }
        return "too late";
    }

    private String winner() throws InterruptedException {
        running.await();
        return String.valueOf(Baggage.current().getEntryValue("tenant"));
    }

    private String failing() throws Exception {
        throw new IOException("down");
    }

    private ReceivedSpan only(String name) {
        assertThat(telemetry.flush()).isTrue();
        assertThat(monitor.spansNamed(name)).hasSize(1);
        return monitor.spansNamed(name).getFirst();
    }

    @Test
    void winnerAndLosersAreSpansUnderTheCallersAndSayWhatTheyWere() throws Exception {
        Span caller = telemetry
                .openTelemetry()
                .getTracer("test")
                .spanBuilder("caller")
                .startSpan();
        try (Scope _ = Context.root()
                .with(caller)
                .with(Baggage.builder().put("tenant", "a").build())
                .makeCurrent()) {
            assertThat(race.<String>firstSuccessful(
                            List.of(new Step<>("loser", this::blocked), new Step<>("winner", this::winner))))
                    .isEqualTo("a");
        } finally {
            caller.end();
        }
        assertThat(List.of(only("winner"), only("loser")))
                .allSatisfy(span -> assertThat(span.parentSpanId())
                        .isEqualTo(caller.getSpanContext().getSpanId()));
        assertThat(only("winner").attributes()).containsEntry("happensbefore.race.won", true);
        assertThat(only("winner").status()).isNotEqualTo(StatusCode.ERROR);
        assertThat(only("loser").attributes())
                .containsEntry("error.type", "cancelled")
                .doesNotContainKey("happensbefore.race.won");
        assertThat(only("loser").status()).isEqualTo(StatusCode.ERROR);
        assertThat(only("loser").events()).isEmpty();
    }

    @Test
    void aLoserWithAResultThatCameTooLateSaysThatItIsNotWanted() throws Exception {
        assertThat(race.<String>firstSuccessful(
                        List.of(new Step<>("stubborn", this::stubborn), new Step<>("winner", this::winner))))
                .isEqualTo("null");
        assertThat(interrupted.getCount()).isZero();
        assertThat(only("stubborn").attributes())
                .containsEntry("error.type", "cancelled")
                .doesNotContainKey("happensbefore.race.won");
    }

    @Test
    void aHedgeThatWasNotStartedLeavesNoSpan() throws Exception {
        running.countDown();
        race.hedged(List.of(new Step<>("primary", this::winner), new Step<>("hedge", this::blocked)), HOURS);
        assertThat(only("primary").attributes()).containsEntry("happensbefore.race.won", true);
        assertThat(monitor.spans()).extracting(ReceivedSpan::name).containsExactly("primary");
    }

    @Test
    void whenAllFailNoSpanHasWon() {
        assertThatThrownBy(() ->
                        race.hedged(List.of(new Step<>("one", this::failing), new Step<>("two", this::failing)), HOURS))
                .hasRootCauseMessage("down");
        assertThat(List.of(only("one"), only("two")))
                .allSatisfy(span -> assertThat(span.attributes())
                        .containsEntry("error.type", "java.io.IOException")
                        .doesNotContainKey("happensbefore.race.won"));
    }
}
