package happensbefore.otlpsystem.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import happensbefore.otlpsystem.Account;
import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedSpan;
import happensbefore.telemetry.receiver.Signal;
import io.opentelemetry.api.trace.Span;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// All three signals, from the SDK over gRPC and from hand-made requests, and what the gateway adds and counts.
@Timeout(60)
class SignalsTest {
    private static final Duration BOUND = Duration.ofSeconds(20);

    @Test
    void theSdkSendsOverGrpcAndItsSpansArriveAsTheyWere() throws InterruptedException {
        try (EmbeddedReceiver backend = EmbeddedReceiver.start();
                Gateway gateway = Gateways.start(
                        "enrich: {attributes: {gateway: here, service.name: not-this}}",
                        Map.of("one", backend.httpEndpoint()));
                Telemetry telemetry = Telemetry.sendingTo(gateway.grpcEndpoint(), "shop")) {
            Span span = telemetry
                    .openTelemetry()
                    .getTracer("test")
                    .spanBuilder("charge")
                    .setAttribute("amount", 42)
                    .startSpan();
            span.end();
            telemetry
                    .openTelemetry()
                    .getMeter("test")
                    .counterBuilder("charges")
                    .build()
                    .add(3);
            assertThat(telemetry.flush()).isTrue();
            ReceivedSpan arrived = backend.awaitSpans(1, BOUND).getFirst();
            assertThat(arrived.name()).isEqualTo("charge");
            assertThat(arrived.service()).isEqualTo("shop");
            assertThat(arrived.attributes()).containsEntry("amount", 42L);
            await().atMost(BOUND).until(() -> backend.latestSum("charges").orElse(0) == 3);
        }
    }

    @Test
    void metricsAndLogsGoThroughWithBooksOfTheirOwn() throws Exception {
        try (EmbeddedReceiver backend = EmbeddedReceiver.start();
                Gateway gateway = Gateways.start("", Map.of("one", backend.httpEndpoint()));
                Senders senders = new Senders(gateway.httpEndpoint())) {
            String protobuf = "application/x-protobuf";
            URI metrics = URI.create(gateway.httpEndpoint() + "/v1/metrics");
            URI logs = URI.create(gateway.httpEndpoint() + "/v1/logs");
            senders.post(metrics, protobuf, Requests.metrics("shop", 5).toByteArray());
            senders.post(logs, protobuf, Requests.logs("shop", 7).toByteArray());
            backend.awaitLogs(7, BOUND);
            await().atMost(BOUND).until(() -> backend.metricPoints().size() == 5);
            await().atMost(BOUND).untilAsserted(() -> {
                assertThat(gateway.account(Signal.METRICS)).isEqualTo(new Account(5, 5, Map.of(), 0, 0));
                assertThat(gateway.account(Signal.LOGS)).isEqualTo(new Account(7, 7, Map.of(), 0, 0));
            });
        }
    }

    @Test
    void tracesWithAnErrorAreKeptAndTheOthersSampledOut() throws Exception {
        try (EmbeddedReceiver backend = EmbeddedReceiver.start();
                Gateway gateway = Gateways.start(
                        "sampling: {wait: 2s, slow: 1s, keep: 0%}", Map.of("one", backend.httpEndpoint()));
                Senders senders = new Senders(gateway.httpEndpoint())) {
            URI traces = URI.create(gateway.httpEndpoint() + "/v1/traces");
            senders.post(
                    traces,
                    "application/x-protobuf",
                    Requests.traces("shop", Requests.span(1, 11), Requests.span(2, 21), Requests.span(2, 22))
                            .toByteArray());
            senders.post(
                    traces,
                    "application/x-protobuf",
                    Requests.traces("cart", Requests.failed(Requests.span(1, 12)))
                            .toByteArray());
            backend.awaitSpans(2, BOUND);
            await().atMost(BOUND).until(() -> gateway.account(Signal.TRACES).dropped("sampled_out") == 2);
            assertThat(Gateways.ids(backend)).containsExactlyInAnyOrder(Requests.hex(11), Requests.hex(12));
            assertThat(backend.spans()).extracting(ReceivedSpan::service).containsExactlyInAnyOrder("shop", "cart");
            assertThat(gateway.account(Signal.TRACES).missing()).isZero();
            assertThat(gateway.memoryHeld()).isZero();
            assertThat(gateway.metrics())
                    .contains("happensbefore_gateway_service_spans_total{service=\"shop\"} 3")
                    .contains("happensbefore_gateway_service_errors_total{service=\"cart\"} 1");
        }
    }

    @Test
    void aShutdownKeepsTheTracesThatItHasNotDecidedAbout() throws Exception {
        try (EmbeddedReceiver backend = EmbeddedReceiver.start();
                Gateway gateway =
                        Gateways.start("sampling: {wait: 30s, keep: 0%}", Map.of("one", backend.httpEndpoint()));
                Senders senders = new Senders(gateway.httpEndpoint())) {
            senders.sendOne();
            assertThat(gateway.shutdown()).isTrue();
            assertThat(Gateways.ids(backend)).isEqualTo(senders.taken());
        }
    }
}
