package happensbefore.telemetry.receiver;

import static happensbefore.telemetry.receiver.RawHttp.JSON;
import static happensbefore.telemetry.receiver.RawHttp.PROTOBUF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Faults on request, as a client over HTTP/1.1 sees them.
@Timeout(60)
class HttpFaultTest {
    private static final byte[] FOUR = Otlp.traces(Otlp.span("a"), Otlp.span("b"), Otlp.span("c"), Otlp.span("d"))
            .toByteArray();

    private EmbeddedReceiver receiver;
    private RawHttp http;

    @BeforeEach
    void connect() throws Exception {
        receiver = EmbeddedReceiver.start();
        http = new RawHttp(receiver.httpEndpoint());
    }

    @AfterEach
    void disconnect() throws Exception {
        http.close();
        receiver.close();
    }

    @Test
    void aRetryableRejectionSaysWhenToComeAgain() throws Exception {
        receiver.inject(FaultPlan.always(new Fault.RejectRetryable(Duration.ofMillis(1_500))));
        RawHttp.Answer answer = http.post("/v1/traces", PROTOBUF, FOUR);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsEntry("retry-after", "2");
        Status status = Status.parseFrom(answer.body());
        assertThat(status.getCode()).isEqualTo(14);
        RetryInfo info = status.getDetails(0).unpack(RetryInfo.class);
        assertThat(info.getRetryDelay().getSeconds()).isEqualTo(1);
        assertThat(info.getRetryDelay().getNanos()).isEqualTo(500_000_000);
        counted(FaultKind.REJECT_RETRYABLE, 0, Map.of(Refusal.FAULT_RETRYABLE, 1L), 0);
        servesAgain();
    }

    @Test
    void aRetryableRejectionInJsonSaysTheSame() throws Exception {
        receiver.inject(FaultPlan.always(new Fault.RejectRetryable(Duration.ofMillis(1_500))));
        RawHttp.Answer answer = http.post("/v1/traces", JSON, "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body())
                .asString()
                .isEqualTo("{\"code\":14,\"message\":\"refused for now by an injected fault\",\"details\":["
                        + "{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"1.5s\"}]}");
    }

    @Test
    void aPermanentRejectionIsFinal() throws Exception {
        receiver.inject(FaultPlan.always(new Fault.RejectPermanent()));
        RawHttp.Answer answer = http.post("/v1/traces", PROTOBUF, FOUR);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.headers()).doesNotContainKey("retry-after");
        assertThat(Status.parseFrom(answer.body()).getDetailsList()).isEmpty();
        counted(FaultKind.REJECT_PERMANENT, 0, Map.of(Refusal.FAULT_PERMANENT, 1L), 0);
        servesAgain();
    }

    @Test
    void aDelayedRequestIsTakenLater() throws Exception {
        receiver.inject(FaultPlan.always(new Fault.Delay(Duration.ofMillis(50))));
        long before = System.nanoTime();
        assertThat(http.post("/v1/traces", PROTOBUF, FOUR).status()).isEqualTo(200);
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(50_000_000);
        assertThat(receiver.spans()).hasSize(4);
        counted(FaultKind.DELAY, 1, Map.of(), 0);
    }

    @Test
    void partialSuccessTakesTheFirstOnesAndCountsTheRest() throws Exception {
        receiver.inject(FaultPlan.always(new Fault.PartialSuccess(0.75)));
        RawHttp.Answer answer = http.post("/v1/traces", PROTOBUF, FOUR);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(ExportTraceServiceResponse.parseFrom(answer.body())
                        .getPartialSuccess()
                        .getRejectedSpans())
                .isEqualTo(3);
        assertThat(receiver.spans()).extracting(ReceivedSpan::name).containsExactly("a");
        assertThat(receiver.counts(Signal.TRACES)).isEqualTo(new ItemCounts(1, 0, 3));
        counted(FaultKind.PARTIAL_SUCCESS, 1, Map.of(), 0);
    }

    @Test
    void aClosedConnectionIsNoAnswerAndTookNothing() throws Exception {
        receiver.inject(FaultPlan.always(new Fault.CloseConnection()));
        assertThatThrownBy(() -> http.post("/v1/traces", PROTOBUF, FOUR)).isInstanceOf(IOException.class);
        await().untilAsserted(() -> counted(FaultKind.CLOSE_CONNECTION, 0, Map.of(), 1));
        servesAgainOnANewConnection();
    }

    @Test
    void whoHangsIsLetGoWhenThePlanChanges() throws Exception {
        receiver.inject(FaultPlan.always(new Fault.Hang()));
        FutureTask<RawHttp.Answer> hanging = post();
        await().until(() -> receiver.requests().faulted(FaultKind.HANG) == 1);
        assertThat(hanging.isDone()).isFalse();
        receiver.inject(FaultPlan.none());
        assertThatThrownBy(() -> hanging.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(EOFException.class);
        await().untilAsserted(() -> counted(FaultKind.HANG, 0, Map.of(), 1));
        servesAgainOnANewConnection();
    }

    @Test
    void whoHangsIsLetGoWhenTheReceiverCloses() throws Exception {
        receiver.inject(FaultPlan.always(new Fault.Hang()));
        FutureTask<RawHttp.Answer> hanging = post();
        await().until(() -> receiver.requests().faulted(FaultKind.HANG) == 1);
        receiver.close();
        assertThatThrownBy(() -> hanging.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void hangingRequestsHoldNoMemoryThatOthersNeed() throws Exception {
        try (EmbeddedReceiver small = EmbeddedReceiver.start(ReceiverSettings.anyFreePort()
                .withLimits(ReceiverLimits.DEFAULT.withMaxRequestBytes(400).withMaxBytesInFlight(800)))) {
            small.inject(FaultPlan.always(new Fault.Hang()).forNext(8));
            for (int i = 0; i < 8; i++) {
                inBackground(() -> {
                    try (RawHttp other = new RawHttp(small.httpEndpoint())) {
                        return other.post("/v1/traces", PROTOBUF, FOUR);
                    }
                });
                int hanging = i + 1;
                await().pollInterval(Duration.ofMillis(2))
                        .until(() -> small.requests().faulted(FaultKind.HANG) == hanging);
            }
            try (RawHttp other = new RawHttp(small.httpEndpoint())) {
                await().until(() -> other.post("/v1/traces", PROTOBUF, FOUR).status() == 200);
            }
        }
    }

    private FutureTask<RawHttp.Answer> post() {
        return inBackground(() -> http.post("/v1/traces", PROTOBUF, FOUR));
    }

    private static <T> FutureTask<T> inBackground(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread.startVirtualThread(task);
        return task;
    }

    private void counted(FaultKind kind, long accepted, Map<Refusal, Long> refused, long unanswered) {
        assertThat(receiver.requests())
                .isEqualTo(new RequestCounts(0, accepted, refused, unanswered, Map.of(kind, 1L)));
    }

    private void servesAgain() throws Exception {
        assertThat(receiver.spans()).isEmpty();
        receiver.inject(FaultPlan.none());
        assertThat(http.post("/v1/traces", PROTOBUF, FOUR).status()).isEqualTo(200);
        assertThat(receiver.spans()).hasSize(4);
    }

    private void servesAgainOnANewConnection() throws Exception {
        http.close();
        http = new RawHttp(receiver.httpEndpoint());
        servesAgain();
    }
}
