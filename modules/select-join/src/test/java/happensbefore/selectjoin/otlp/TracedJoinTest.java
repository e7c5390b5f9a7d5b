package happensbefore.selectjoin.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import happensbefore.selectjoin.Join.Three;
import happensbefore.selectjoin.Join.Two;
import happensbefore.selectjoin.Outcome;
import happensbefore.tasks.otlp.ExportRefusedException;
import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedLog;
import happensbefore.telemetry.receiver.ReceivedMetric;
import happensbefore.telemetry.receiver.ReceivedSpan;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The three signals go to a backend over OTLP, and the spans about that to a monitor.
class TracedJoinTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final EmbeddedReceiver backend = EmbeddedReceiver.start();
    private final EmbeddedReceiver monitor = EmbeddedReceiver.start();
    private final Telemetry telemetry = Telemetry.sendingTo(monitor, "exporter");
    private final Tracer tracer = telemetry.openTelemetry().getTracer("test");
    private final HttpClient client = HttpClient.newHttpClient();
    private final TracedJoin join = new TracedJoin(telemetry.openTelemetry());
    private final Span caller = tracer.spanBuilder("caller").startSpan();
    private final CyclicBarrier allAtOnce = new CyclicBarrier(3);
    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch running = new CountDownLatch(1);

    @AfterEach
    void end() {
        caller.end();
        client.close();
        telemetry.close();
        backend.close();
        monitor.close();
    }

    private byte[] post(String signal, MessageLite request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(
                HttpRequest.newBuilder(backend.httpEndpoint().resolve("/v1/" + signal))
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/x-protobuf")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(request.toByteArray()))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new ExportRefusedException(response.statusCode(), Duration.ZERO);
        }
        return response.body();
    }

    private static ExportTraceServiceRequest traces(String name) {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        request.addResourceSpansBuilder()
                .addScopeSpansBuilder()
                .addSpansBuilder()
                .setName(name)
                .setTraceId(ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}))
                .setSpanId(ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));
        return request.build();
    }

    private static ExportMetricsServiceRequest metrics(String name) {
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        request.addResourceMetricsBuilder()
                .addScopeMetricsBuilder()
                .addMetricsBuilder()
                .setName(name)
                .getGaugeBuilder()
                .addDataPointsBuilder()
                .setAsInt(1);
        return request.build();
    }

    private static ExportLogsServiceRequest logs(String body) {
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        request.addResourceLogsBuilder()
                .addScopeLogsBuilder()
                .addLogRecordsBuilder()
                .getBodyBuilder()
                .setStringValue(body);
        return request.build();
    }

    private Context tenant() {
        return Context.root()
                .with(caller)
                .with(Baggage.builder().put("tenant", "a").build());
    }

    private List<ReceivedSpan> stepSpans() {
        assertThat(telemetry.flush()).isTrue();
        return monitor.spans();
    }

    private String blocked() throws InterruptedException {
        running.countDown();
        never.await();
        return "";
    }

    private String failing() throws Exception {
        running.await();
        throw new IOException("refused");
    }

    @Test
    void theThreeSignalsAreExportedAtOnceEachInASpanUnderTheCallers() throws Exception {
        Three<ExportTraceServiceResponse, ExportMetricsServiceResponse, ExportLogsServiceResponse> responses;
        try (Scope _ = tenant().makeCurrent()) {
            responses = join.all(
                    new Step<>("export traces", () -> {
                        allAtOnce.await();
                        return ExportTraceServiceResponse.parseFrom(post("traces", traces(tenantHere())));
                    }),
                    new Step<>("export metrics", () -> {
                        allAtOnce.await();
                        return ExportMetricsServiceResponse.parseFrom(post("metrics", metrics(tenantHere())));
                    }),
                    new Step<>("export logs", () -> {
                        allAtOnce.await();
                        return ExportLogsServiceResponse.parseFrom(post("logs", logs(tenantHere())));
                    }));
        }
        assertThat(responses.first().getPartialSuccess().getRejectedSpans()).isZero();
        assertThat(responses.second().getPartialSuccess().getRejectedDataPoints())
                .isZero();
        assertThat(responses.third().getPartialSuccess().getRejectedLogRecords())
                .isZero();
        assertThat(backend.spans()).extracting(ReceivedSpan::name).containsExactly("a");
        assertThat(backend.metricPoints()).extracting(ReceivedMetric::name).containsExactly("a");
        assertThat(backend.logs()).extracting(ReceivedLog::body).containsExactly("a");
        assertThat(stepSpans())
                .allSatisfy(span -> {
                    assertThat(span.parentSpanId())
                            .isEqualTo(caller.getSpanContext().getSpanId());
                    assertThat(span.status()).isNotEqualTo(StatusCode.ERROR);
                })
                .extracting(ReceivedSpan::name)
                .containsExactlyInAnyOrder("export traces", "export metrics", "export logs");
    }

    private static String tenantHere() {
        return String.valueOf(Baggage.current().getEntryValue("tenant"));
    }

    @Test
    void aRefusedSignalCancelsTheOthersAndTheirSpansSaySo() {
        assertThatThrownBy(() -> join.allOrCancel(
                        new Step<>("export traces", this::blocked),
                        new Step<>("export metrics", () -> {
                            running.await();
                            return post("metrics", logs("not metrics"));
                        }),
                        new Step<>("export logs", this::blocked)))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(ExportRefusedException.class);
        List<ReceivedSpan> spans = stepSpans();
        assertThat(errorType(spans, "export metrics")).isEqualTo(ExportRefusedException.class.getName());
        assertThat(spans)
                .filteredOn(span -> !span.name().equals("export metrics"))
                .isNotEmpty()
                .allMatch(span -> "cancelled".equals(span.attributes().get("error.type")))
                .allMatch(span -> span.status() == StatusCode.ERROR)
                .allMatch(span -> span.events().isEmpty());
    }

    private static @Nullable Object errorType(List<ReceivedSpan> spans, String name) {
        return spans.stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow()
                .attributes()
                .get("error.type");
    }

    @Test
    void aHundredExportsAreAHundredSpansUnderTheCallers() throws Exception {
        List<Step<String>> steps = new ArrayList<>();
        IntStream.range(0, 100)
                .forEach(i -> steps.add(new Step<>("export", () -> {
                    post("traces", traces("span " + i));
                    return "span " + i;
                })));
        List<String> sent;
        try (Scope _ = caller.makeCurrent()) {
            sent = join.all(steps);
        }
        assertThat(sent)
                .isEqualTo(IntStream.range(0, 100).mapToObj(i -> "span " + i).toList());
        assertThat(backend.spans()).extracting(ReceivedSpan::name).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(stepSpans())
                .hasSize(100)
                .allSatisfy(span -> assertThat(span.parentSpanId())
                        .isEqualTo(caller.getSpanContext().getSpanId()));
    }

    @Test
    void ofAListTheFirstFailureCancelsTheOthers() {
        assertThatThrownBy(() -> join.allOrCancel(
                        List.of(new Step<>("slow", this::blocked), new Step<>("refused", this::failing))))
                .hasRootCauseMessage("refused");
        assertThat(errorType(stepSpans(), "slow")).isEqualTo("cancelled");
        assertThat(errorType(stepSpans(), "refused")).isEqualTo("java.io.IOException");
    }

    @Test
    void twoOfDifferentTypesAreTracedAsThreeAre() throws Exception {
        try (Scope _ = tenant().makeCurrent()) {
            assertThat(join.all(new Step<>("a", () -> 1), new Step<>("b", TracedJoinTest::tenantHere)))
                    .isEqualTo(new Two<>(1, "a"));
            assertThat(join.allOrCancel(new Step<>("c", () -> 1), new Step<>("d", TracedJoinTest::tenantHere)))
                    .isEqualTo(new Two<>(1, "a"));
        }
        assertThat(stepSpans()).extracting(ReceivedSpan::name).containsExactlyInAnyOrder("a", "b", "c", "d");
    }

    @Test
    void whatIsSettledIsTraced() throws Exception {
        running.countDown();
        assertThat(join.settle(List.of(new Step<>("good", () -> "sent"), new Step<>("bad", this::failing))))
                .hasSize(2)
                .first()
                .isEqualTo(new Outcome.Success<>("sent"));
        assertThat(errorType(stepSpans(), "bad")).isEqualTo("java.io.IOException");
    }
}
