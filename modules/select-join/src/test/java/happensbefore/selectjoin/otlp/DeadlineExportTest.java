package happensbefore.selectjoin.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpServer;
import happensbefore.selectjoin.Deadline;
import happensbefore.tasks.otlp.ExportRefusedException;
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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The requests go to a real receiver, or to a server that never answers; the spans about that to a monitor.
class DeadlineExportTest {
    private static final Duration HOURS = Duration.ofHours(2);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final EmbeddedReceiver backend = EmbeddedReceiver.start();
    private final EmbeddedReceiver monitor = EmbeddedReceiver.start();
    private final Telemetry telemetry = Telemetry.sendingTo(monitor, "exporter");
    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void end() {
        never.countDown();
        client.close();
        telemetry.close();
        backend.close();
        monitor.close();
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

    private DeadlineExport<String> exportTo(URI endpoint) {
        return new DeadlineExport<>(
                telemetry.openTelemetry(),
                DeadlineExportTest::request,
                new DeadlineSender(client, endpoint, Duration.ofMinutes(1)));
    }

    private ReceivedSpan only(String name) {
        assertThat(telemetry.flush()).isTrue();
        assertThat(monitor.spansNamed(name)).hasSize(1);
        return monitor.spansNamed(name).getFirst();
    }

    @Test
    void anExportInTimeIsThreeSpansAndOneRequest() throws Exception {
        Span caller = telemetry
                .openTelemetry()
                .getTracer("test")
                .spanBuilder("caller")
                .startSpan();
        try (Scope _ = caller.makeCurrent()) {
            exportTo(backend.httpEndpoint()).export("span", HOURS);
        } finally {
            caller.end();
        }
        assertThat(backend.spans()).extracting(ReceivedSpan::name).containsExactly("span");
        assertThat(only("export").parentSpanId())
                .isEqualTo(caller.getSpanContext().getSpanId());
        assertThat(List.of(only("encode"), only("send")))
                .allSatisfy(span -> {
                    assertThat(span.parentSpanId()).isEqualTo(only("export").spanId());
                    assertThat(span.status()).isNotEqualTo(StatusCode.ERROR);
                })
                .extracting(span ->
                        (Long) Objects.requireNonNull(span.attributes().get("happensbefore.deadline.remaining_ms")))
                .allMatch(remaining -> remaining <= HOURS.toMillis());
    }

    /// Accepts requests, notes what they say of the time, and never answers.
    private HttpServer silent(Queue<String> remaining) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            remaining.add(exchange.getRequestHeaders().getFirst(DeadlineSender.REMAINING));
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        return server;
    }

    @Test
    void aBackendThatNeverAnswersCostsTheLimitAndTheSpansSaySo() throws Exception {
        Queue<String> remaining = new ConcurrentLinkedQueue<>();
        HttpServer server = silent(remaining);
        try {
            URI endpoint =
                    URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                            + server.getAddress().getPort());
            new DeadlineSender(client, backend.httpEndpoint(), HOURS).send(request("the client's first is slow"));
            assertThatThrownBy(() -> exportTo(endpoint).export("span", SHORT))
                    .isInstanceOfAny(TimeoutException.class, ExecutionException.class);
        } finally {
            never.countDown();
            server.stop(0);
        }
        assertThat(remaining)
                .hasSize(1)
                .allSatisfy(told -> assertThat(Long.parseLong(told)).isBetween(1L, SHORT.toMillis()));
        assertThat(only("send").status()).isEqualTo(StatusCode.ERROR);
        assertThat(only("export").status()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void aSlowEncoderLeavesTheSenderNothing() {
        Queue<String> sent = new ConcurrentLinkedQueue<>();
        DeadlineExport<String> export = new DeadlineExport<>(
                telemetry.openTelemetry(),
                _ -> {
                    never.await();
                    return new byte[0];
                },
                request -> sent.add(new String(request, StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> export.export("span", Duration.ofMillis(50))).isInstanceOf(TimeoutException.class);
        assertThat(sent).isEmpty();
        assertThat(only("export").attributes()).containsEntry("error.type", "timeout");
        assertThat(only("encode").attributes()).containsEntry("error.type", "cancelled");
        assertThat(monitor.spansNamed("send")).isEmpty();
    }

    @Test
    void theDeadlineAboveIsTheDeadlineHere() throws Exception {
        Deadline outer = Deadline.after(Duration.ofMinutes(1));
        Queue<Deadline> seen = new ConcurrentLinkedQueue<>();
        DeadlineExport<String> export = new DeadlineExport<>(
                telemetry.openTelemetry(),
                DeadlineExportTest::request,
                _ -> seen.add(Deadline.current().orElseThrow()));
        outer.call(() -> {
            export.export("span", HOURS);
            return "";
        });
        assertThat(seen).containsExactly(outer);
    }

    @Test
    void aRefusalInTimeIsAFailure() {
        DeadlineExport<String> export = new DeadlineExport<>(
                telemetry.openTelemetry(),
                _ -> new byte[] {1, 2, 3},
                new DeadlineSender(client, backend.httpEndpoint(), HOURS));
        assertThatThrownBy(() -> export.export("span", HOURS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(ExportRefusedException.class);
        assertThat(only("export").attributes()).containsEntry("error.type", ExportRefusedException.class.getName());
    }

    @Test
    void withoutTimeNothingIsSent() {
        DeadlineSender sender = new DeadlineSender(client, backend.httpEndpoint(), HOURS);
        Deadline past = Deadline.after(Duration.ZERO);
        assertThatThrownBy(() -> past.call(() -> {
                    sender.send(request("span"));
                    return "";
                }))
                .isInstanceOf(TimeoutException.class);
        assertThat(backend.spans()).isEmpty();
    }
}
