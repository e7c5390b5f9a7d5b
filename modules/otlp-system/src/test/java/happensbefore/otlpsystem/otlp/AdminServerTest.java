package happensbefore.otlpsystem.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.Signal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AdminServerTest {
    private static HttpResponse<String> get(HttpClient client, URI base, String path)
            throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(base.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void healthMetricsAndStatusAreServed() throws Exception {
        try (EmbeddedReceiver backend = EmbeddedReceiver.start();
                Gateway gateway = Gateways.start("", Map.of("one", backend.httpEndpoint()));
                Senders senders = new Senders(gateway.httpEndpoint());
                HttpClient client = HttpClient.newHttpClient()) {
            senders.sendOne();
            URI base = gateway.adminEndpoint();
            assertThat(get(client, base, "/healthz").statusCode()).isEqualTo(200);
            assertThat(get(client, base, "/ready").body()).isEqualTo("ready\n");
            assertThat(get(client, base, "/live").body()).isEqualTo("live\n");
            assertThat(get(client, base, "/nothing").statusCode()).isEqualTo(404);
            assertThat(get(client, base, "/metrics").body())
                    .contains("# TYPE happensbefore_gateway_received_total counter")
                    .contains("happensbefore_gateway_received_total{signal=\"traces\"} 20");
            HttpRequest browser = HttpRequest.newBuilder(base)
                    .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                    .build();
            assertThat(client.send(browser, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains("<h1>OTLP gateway</h1>", "one at http://127.0.0.1");
        }
    }

    @Test
    void whoAsksFromATerminalGetsText() throws Exception {
        try (EmbeddedReceiver backend = EmbeddedReceiver.start();
                Gateway gateway = Gateways.start("", Map.of("one", backend.httpEndpoint()));
                Senders senders = new Senders(gateway.httpEndpoint());
                HttpClient client = HttpClient.newHttpClient()) {
            URI base = gateway.adminEndpoint();
            String backendLine =
                    "backend one at " + backend.httpEndpoint() + " (http/protobuf): answers, as far as is known";
            assertThat(get(client, base, "/").body().lines())
                    .startsWith("OTLP gateway: ready")
                    .endsWith(backendLine, "nothing was received yet");
            senders.sendOne();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> gateway.account(Signal.TRACES).exported() == 20);
            assertThat(get(client, base, "/").body())
                    .contains("traces: 20 received = 20 exported + 0 dropped + 0 queued + 0 in flight")
                    .contains("  one: 20 handed over")
                    .contains("from receipt to export: p50 ")
                    .doesNotContain("nothing was received");
        }
    }

    private record Readiness(AtomicBoolean value) implements AdminServer.Views {
        @Override
        public boolean ready() {
            return value.get();
        }

        @Override
        public String metrics() {
            return "";
        }

        @Override
        public String html() {
            return "";
        }

        @Override
        public String text() {
            return "";
        }
    }

    @Test
    void notReadyOnceItIsEndingButStillAlive() throws Exception {
        AtomicBoolean ready = new AtomicBoolean(true);
        try (AdminServer admin = new AdminServer("127.0.0.1", 0, new Readiness(ready));
                HttpClient client = HttpClient.newHttpClient()) {
            assertThat(get(client, admin.endpoint(), "/ready").statusCode()).isEqualTo(200);
            ready.set(false);
            assertThat(get(client, admin.endpoint(), "/ready").statusCode()).isEqualTo(503);
            assertThat(get(client, admin.endpoint(), "/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void itsOwnMetricsGoOverOtlpToo() throws Exception {
        try (EmbeddedReceiver backend = EmbeddedReceiver.start();
                EmbeddedReceiver own = EmbeddedReceiver.start();
                Gateway gateway = Gateways.start(
                        "telemetry: {endpoint: '" + own.grpcEndpoint() + "', interval: 100ms}",
                        Map.of("one", backend.httpEndpoint()));
                Senders senders = new Senders(gateway.httpEndpoint())) {
            senders.sendOne();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> own.latestSum("happensbefore.gateway.received", Map.of("signal", "traces"))
                                    .orElse(0)
                            == 20);
        }
    }

    @Test
    void noTwoMetricsHaveOneName() {
        assertThat(Arrays.stream(OwnMetric.values()).map(OwnMetric::prometheusName))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z_]+"));
    }
}
