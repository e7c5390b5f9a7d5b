package happensbefore.tasks.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import happensbefore.tasks.Backoff;
import happensbefore.tasks.Retry;
import happensbefore.tasks.RetryBudget;
import happensbefore.tasks.VirtualTime;
import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedSpan;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Real requests go to a real receiver, or to a server that refuses them first; time is the test's own.
class BoundedExportTest {
    private static final int BATCHES = 30;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final EmbeddedReceiver backend = EmbeddedReceiver.start();
    private final EmbeddedReceiver monitor = EmbeddedReceiver.start();
    private final Telemetry telemetry = Telemetry.sendingTo(monitor, "exporter");
    private final HttpClient client = HttpClient.newHttpClient();
    private final VirtualTime time = new VirtualTime();

    @AfterEach
    void end() {
        client.close();
        telemetry.close();
        backend.close();
        monitor.close();
    }

    private BoundedExport<byte[]> exportTo(URI endpoint, int limit) {
        Retry retry = new Retry(
                new Retry.Policy(4, Duration.ofMinutes(1), new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5))),
                new RetryBudget(0.1, 10),
                ExportRefusedException::classify,
                time,
                new Random(1));
        return new BoundedExport<>(
                telemetry.openTelemetry(),
                limit,
                retry,
                new HttpSender(client, endpoint, TIMEOUT, () -> Instant.EPOCH));
    }

    private static byte[] request(String span) {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        request.addResourceSpansBuilder()
                .addScopeSpansBuilder()
                .addSpansBuilder()
                .setName(span)
                .setTraceId(ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}))
                .setSpanId(ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));
        return request.build().toByteArray();
    }

    /// Refuses so many requests, then accepts.
    private static HttpServer refusing(AtomicInteger requests, int times, int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            try (HttpExchange open = exchange) {
                open.getRequestBody().readAllBytes();
                boolean refused = requests.incrementAndGet() <= times;
                if (refused) {
                    open.getResponseHeaders().add("Retry-After", "7");
                }
                open.sendResponseHeaders(refused ? status : 200, -1);
            }
        });
        server.start();
        return server;
    }

    private static URI of(HttpServer server) {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort());
    }

    @Test
    void everyBatchReachesTheBackendOnceInASpanUnderTheCallers() throws Exception {
        Span caller = telemetry
                .openTelemetry()
                .getTracer("test")
                .spanBuilder("caller")
                .startSpan();
        List<byte[]> batches =
                IntStream.range(0, BATCHES).mapToObj(i -> request("span " + i)).toList();
        try (Scope _ = caller.makeCurrent()) {
            assertThat(exportTo(backend.httpEndpoint(), 4).all(batches)).hasSize(BATCHES);
        } finally {
            caller.end();
        }
        assertThat(telemetry.flush()).isTrue();
        assertThat(backend.spans())
                .extracting(ReceivedSpan::name)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, BATCHES).mapToObj(i -> "span " + i).toList());
        assertThat(monitor.spansNamed("export"))
                .hasSize(BATCHES)
                .allSatisfy(span -> assertThat(span.parentSpanId())
                        .isEqualTo(caller.getSpanContext().getSpanId()));
    }

    @Test
    void aBusyBackendIsAskedAgainAfterTheTimeItAskedFor() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = refusing(requests, 2, 503);
        try {
            exportTo(of(server), 1).all(List.of(request("span")));
        } finally {
            server.stop(0);
        }
        assertThat(requests).hasValue(3);
        assertThat(time.sleeps()).hasSize(2).allMatch(wait -> wait.compareTo(Duration.ofSeconds(7)) >= 0);
        assertThat(telemetry.flush()).isTrue();
        assertThat(monitor.latestSum("happensbefore.export.retries")).hasValue(2);
        assertThat(monitor.spansNamed("export")).singleElement().satisfies(span -> {
            assertThat(span.status()).isNotEqualTo(StatusCode.ERROR);
            assertThat(span.events()).extracting(ReceivedSpan.Event::name).containsExactly("retry", "retry");
        });
    }

    @Test
    void whatTheReceiverCallsInvalidIsNotSentAgain() {
        BoundedExport<byte[]> export = exportTo(backend.httpEndpoint(), 1);
        assertThatThrownBy(() -> export.all(List.of(new byte[] {1, 2, 3})))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("refused with HTTP status 400");
        assertThat(time.sleeps()).isEmpty();
        assertThat(telemetry.flush()).isTrue();
        assertThat(monitor.latestSum("happensbefore.export.failures", Map.of("reason", "final")))
                .hasValue(1);
    }
}
