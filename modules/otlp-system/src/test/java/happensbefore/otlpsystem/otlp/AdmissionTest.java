package happensbefore.otlpsystem.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import happensbefore.otlpsystem.Account;
import happensbefore.otlpsystem.settings.SettingsReader;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.Fault;
import happensbefore.telemetry.receiver.FaultPlan;
import happensbefore.telemetry.receiver.Signal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is taken and what is not, and what the sender is told.
@Timeout(60)
class AdmissionTest {
    private static final Duration BOUND = Duration.ofSeconds(20);

    @Test
    void whenMemoryIsFullSendersAreAskedToWaitAndWhatWasTakenIsKept() throws Exception {
        try (EmbeddedReceiver backend = EmbeddedReceiver.start();
                Gateway gateway = Gateway.start(SettingsReader.parse(
                        Gateways.yaml(
                                        "memory: 32KiB\nbatch: {delay: 5ms, bytes: 8KiB}",
                                        "queue: 16KiB, concurrency: 1, timeout: 300ms",
                                        Map.of("one", backend.httpEndpoint()))
                                .replace("admin: 0}", "admin: 0, max_request: 8KiB}"),
                        "test.yaml"));
                Senders senders = new Senders(gateway.httpEndpoint());
                Auditor auditor = new Auditor(gateway)) {
            backend.inject(FaultPlan.always(new Fault.Hang()));
            senders.send(100);
            assertThat(senders.answers().keySet()).containsExactlyInAnyOrder(200, 429);
            assertThat(gateway.memoryHeld()).isPositive().isLessThanOrEqualTo(32 << 10);
            HttpResponse<byte[]> refused = senders.sendOne();
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            assertThat(gateway.metrics())
                    .containsPattern("refused_requests_total\\{signal=\"traces\",reason=\"memory_full\"} [1-9]");
            backend.inject(FaultPlan.none());
            await().atMost(BOUND).until(() -> {
                Account now = gateway.account(Signal.TRACES);
                return now.queued() == 0 && now.inFlight() == 0;
            });
            assertThat(gateway.memoryHeld()).isZero();
            assertThat(Gateways.ids(backend)).isEqualTo(senders.taken());
            auditor.close();
            assertThat(auditor.faults()).isEmpty();
        }
    }

    @Test
    void aShutdownWithEveryQueueFullCountsWhatItGivesUp() throws Exception {
        try (EmbeddedReceiver backend = EmbeddedReceiver.start();
                Gateway gateway = Gateway.start(SettingsReader.parse(
                        Gateways.yaml(
                                        "memory: 32KiB\nbatch: {delay: 5ms, bytes: 8KiB}",
                                        "queue: 16KiB, concurrency: 1, timeout: 300ms",
                                        Map.of("one", backend.httpEndpoint()))
                                .replace("admin: 0}", "admin: 0, max_request: 8KiB}")
                                .replace("shutdown: 20s", "shutdown: 300ms"),
                        "test.yaml"));
                Senders senders = new Senders(gateway.httpEndpoint());
                Auditor auditor = new Auditor(gateway)) {
            backend.inject(FaultPlan.always(new Fault.Hang()));
            senders.send(100);
            assertThat(gateway.shutdown()).isFalse();
            auditor.close();
            assertThat(auditor.faults()).isEmpty();
            Account now = gateway.account(Signal.TRACES);
            assertThat(now.dropped("abandoned")).isPositive();
            assertThat(now.droppedInAll())
                    .isEqualTo(now.received())
                    .isEqualTo(senders.taken().size());
            assertThat(now.queued()).isZero();
            assertThat(now.inFlight()).isZero();
            assertThat(gateway.memoryHeld()).isZero();
            backend.inject(FaultPlan.none());
        }
    }

    @Test
    void whatIsNoRequestIsRefusedForGood() throws Exception {
        try (EmbeddedReceiver backend = EmbeddedReceiver.start();
                Gateway gateway = Gateways.start("", Map.of("one", backend.httpEndpoint()));
                Senders senders = new Senders(gateway.httpEndpoint())) {
            byte[] whole = Requests.traces("shop", 1, 3).toByteArray();
            URI traces = URI.create(gateway.httpEndpoint() + "/v1/traces");
            for (int cut = 1; cut < whole.length; cut += 7) {
                byte[] half = Arrays.copyOf(whole, cut);
                assertThat(senders.post(traces, "application/x-protobuf", half).statusCode())
                        .as("%d of %d bytes", cut, whole.length)
                        .isEqualTo(400);
            }
            assertThat(senders.post(traces, "application/x-protobuf", new byte[0])
                            .statusCode())
                    .isEqualTo(200);
            assertThat(gateway.account(Signal.TRACES).received()).isZero();
        }
    }

    @Test
    void jsonIsTakenToo() throws Exception {
        try (EmbeddedReceiver backend = EmbeddedReceiver.start();
                Gateway gateway = Gateways.start("", Map.of("one", backend.httpEndpoint()));
                Senders senders = new Senders(gateway.httpEndpoint())) {
            String json = """
                    {"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"from-json",
                    "traceId":"0123456789abcdef0123456789abcdef","spanId":"0123456789abcdef"}]}]}]}""";
            URI traces = URI.create(gateway.httpEndpoint() + "/v1/traces");
            assertThat(senders.post(traces, "application/json", json.getBytes(StandardCharsets.UTF_8))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(backend.awaitSpans(1, BOUND).getFirst().name()).isEqualTo("from-json");
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        try (EmbeddedReceiver backend = EmbeddedReceiver.start();
                Gateway gateway = Gateways.start("", Map.of("one", backend.httpEndpoint()))) {
            for (Map.Entry<String, Integer> taken : Map.of(
                            "grpc", gateway.grpcEndpoint().getPort(),
                            "admin", gateway.adminEndpoint().getPort())
                    .entrySet()) {
                String yaml = Gateways.yaml("", "", Map.of("one", backend.httpEndpoint()))
                        .replace(taken.getKey() + ": 0", taken.getKey() + ": " + taken.getValue());
                assertThatThrownBy(() -> Gateway.start(SettingsReader.parse(yaml, "test.yaml")))
                        .hasMessageContaining("cannot listen on port " + taken.getValue());
            }
        }
    }

    @Test
    void aBackendThatCannotBeResolvedIsTriedAgainAndTheOthersAreServed() throws IOException, InterruptedException {
        try (EmbeddedReceiver backend = EmbeddedReceiver.start();
                Gateway gateway = Gateway.start(SettingsReader.parse(
                        Gateways.yaml(
                                        "",
                                        "",
                                        Map.of(
                                                "one", backend.httpEndpoint(),
                                                "nowhere", URI.create("http://nowhere.invalid:4318")))
                                .replace("shutdown: 20s", "shutdown: 200ms"),
                        "test.yaml"));
                Senders senders = new Senders(gateway.httpEndpoint())) {
            senders.sendOne();
            await().atMost(BOUND).until(() -> gateway.account(Signal.TRACES).exported() == Senders.SPANS_A_REQUEST);
        }
    }
}
