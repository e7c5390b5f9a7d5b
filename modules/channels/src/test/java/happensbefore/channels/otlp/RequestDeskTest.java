package happensbefore.channels.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import happensbefore.channels.Oneshot.SenderGoneException;
import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedSpan;
import happensbefore.testkit.Race;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RequestDeskTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final EmbeddedReceiver receiver = EmbeddedReceiver.start();
    private final Telemetry telemetry = Telemetry.sendingTo(receiver, "desk");

    @AfterEach
    void end() {
        telemetry.close();
        receiver.close();
    }

    private <Q, R> RequestDesk<Q, R> desk(int capacity, RequestDesk.Work<Q, R> work) {
        return new RequestDesk<>(telemetry.openTelemetry(), "quote", capacity, 1, work);
    }

    private double requests(String outcome) {
        return receiver.latestSum("happensbefore.requests", Map.of("happensbefore.outcome", outcome))
                .orElse(0);
    }

    private double drops(String reason) {
        return receiver.latestSum("happensbefore.reply.drops", Map.of("error.type", reason))
                .orElse(0);
    }

    @Test
    void theAnswerIsUnderTheAskersSpanAndSeesItsBaggage() throws Exception {
        Span caller = telemetry
                .openTelemetry()
                .getTracer("test")
                .spanBuilder("caller")
                .startSpan();
        Context context = Context.current()
                .with(caller)
                .with(Baggage.builder().put("tenant", "a").build());
        try (RequestDesk<String, String> desk = desk(
                        4, question -> question + " for " + Baggage.current().getEntryValue("tenant"));
                Scope _ = context.makeCurrent()) {
            assertThat(desk.ask("price", BOUND)).isEqualTo("price for a");
        } finally {
            caller.end();
        }
        assertThat(telemetry.flush()).isTrue();

        ReceivedSpan ask = receiver.spansNamed("quote ask").getFirst();
        ReceivedSpan answer = receiver.spansNamed("quote answer").getFirst();
        assertThat(ask.parentSpanId()).isEqualTo(caller.getSpanContext().getSpanId());
        assertThat(ask.kind()).isEqualTo(SpanKind.CLIENT);
        assertThat(answer.parentSpanId()).isEqualTo(ask.spanId());
        assertThat(answer.kind()).isEqualTo(SpanKind.SERVER);
        assertThat(answer.traceId()).isEqualTo(caller.getSpanContext().getTraceId());
        assertThat(requests("answered")).isEqualTo(1);
    }

    @Test
    void whatTheWorkThrowsReachesTheAskerAndBothSpans() throws Exception {
        try (RequestDesk<String, String> desk = desk(4, _ -> {
            throw new IOException("no price");
        })) {
            assertThatThrownBy(() -> desk.ask("price", BOUND))
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("no price");
        }
        assertThat(telemetry.flush()).isTrue();
        assertThat(receiver.spans()).hasSize(2).allMatch(span -> span.status() == StatusCode.ERROR);
        assertThat(requests("failed")).isEqualTo(1);
    }

    @Test
    void aReplyThatNobodyWaitsForAnyLongerIsCountedAsUndelivered() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (RequestDesk<String, String> desk = desk(4, question -> {
            gone.await();
            return question;
        })) {
            assertThatThrownBy(() -> desk.ask("price", MOMENT)).isInstanceOf(TimeoutException.class);
            gone.countDown();
            await().untilAsserted(() -> {
                assertThat(telemetry.flush()).isTrue();
                assertThat(drops("undelivered") + drops("skipped")).isEqualTo(1);
            });
        }
        assertThat(requests("timeout")).isEqualTo(1);
    }

    @Test
    void workForAnAskerThatHasGoneIsSkippedAndOneTooManyIsRefused() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (RequestDesk<String, String> desk = desk(1, question -> {
                    working.countDown();
                    go.await();
                    return question;
                });
                Race race = Race.within(BOUND)) {
            race.virtualThread(
                    "first", () -> assertThat(desk.ask("first", BOUND)).isEqualTo("first"));
            race.virtualThread("others", () -> {
                working.await();
                assertThatThrownBy(() -> desk.ask("waits in the queue", MOMENT)).isInstanceOf(TimeoutException.class);
                assertThatThrownBy(() -> desk.ask("too many", BOUND)).isInstanceOf(RejectedExecutionException.class);
                go.countDown();
            });
            race.run();
            assertThat(desk.ask("later", BOUND)).isEqualTo("later");
        }
        assertThat(telemetry.flush()).isTrue();
        assertThat(drops("skipped")).isEqualTo(1);
        assertThat(drops("undelivered")).isZero();
        assertThat(requests("answered")).isEqualTo(2);
        assertThat(requests("timeout")).isEqualTo(1);
        assertThat(requests("refused")).isEqualTo(1);
        assertThat(receiver.spansNamed("quote answer")).hasSize(2);
    }

    @Test
    void closeTellsAllThatWaitAndRefusesTheRest() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        RequestDesk<String, String> desk = desk(1, question -> {
            working.countDown();
            never.await();
            return question;
        });
        try (Race race = Race.within(BOUND)) {
            Thread[] second = new Thread[1];
            CountDownLatch asks = new CountDownLatch(1);
            race.virtualThread(
                    "is worked for",
                    () -> assertThatThrownBy(() -> desk.ask("first", BOUND))
                            .isInstanceOf(ExecutionException.class)
                            .hasCauseInstanceOf(InterruptedException.class));
            race.thread("waits in the queue", () -> {
                working.await();
                second[0] = Thread.currentThread();
                asks.countDown();
                assertThatThrownBy(() -> desk.ask("second", BOUND)).isInstanceOf(SenderGoneException.class);
            });
            race.thread("closes", () -> {
                asks.await();
                await().until(() -> second[0].getState() == Thread.State.TIMED_WAITING);
                desk.close();
            });
            race.run();
        }
        assertThatThrownBy(() -> desk.ask("late", BOUND))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("closed");
        assertThat(telemetry.flush()).isTrue();
        assertThat(requests("failed")).isEqualTo(1);
        assertThat(requests("abandoned")).isEqualTo(1);
        assertThat(requests("refused")).isEqualTo(1);
    }
}
