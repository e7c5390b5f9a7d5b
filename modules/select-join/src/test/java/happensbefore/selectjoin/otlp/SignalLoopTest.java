package happensbefore.selectjoin.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import happensbefore.channels.Channel;
import happensbefore.tasks.otlp.ExportRefusedException;
import happensbefore.tasks.otlp.Sender;
import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedLog;
import happensbefore.telemetry.receiver.ReceivedMetric;
import happensbefore.telemetry.receiver.ReceivedSpan;
import happensbefore.testkit.Race;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The three signals of OTLP, from a source each, through one loop to a real receiver.
class SignalLoopTest {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration HOURS = Duration.ofHours(2);

    private final EmbeddedReceiver backend = EmbeddedReceiver.start();
    private final EmbeddedReceiver monitor = EmbeddedReceiver.start();
    private final Telemetry telemetry = Telemetry.sendingTo(monitor, "exporter");
    private final HttpClient client = HttpClient.newHttpClient();
    private final Channel<Span> spans = Channel.bounded(4);
    private final Channel<Metric> metrics = Channel.bounded(4);
    private final Channel<LogRecord> logs = Channel.unbounded();

    @AfterEach
    void end() {
        client.close();
        telemetry.close();
        backend.close();
        monitor.close();
    }

    private void post(String signal, MessageLite request) throws IOException, InterruptedException {
        HttpResponse<Void> response = client.send(
                HttpRequest.newBuilder(backend.httpEndpoint().resolve("/v1/" + signal))
                        .timeout(BOUND)
                        .header("Content-Type", "application/x-protobuf")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(request.toByteArray()))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
        if (response.statusCode() != 200) {
            throw new ExportRefusedException(response.statusCode(), Duration.ZERO);
        }
    }

    private void sendSpans(List<Span> batch) throws Exception {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        request.addResourceSpansBuilder().addScopeSpansBuilder().addAllSpans(batch);
        post("traces", request.build());
    }

    private void sendMetrics(List<Metric> batch) throws Exception {
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        request.addResourceMetricsBuilder().addScopeMetricsBuilder().addAllMetrics(batch);
        post("metrics", request.build());
    }

    private void sendLogs(List<LogRecord> batch) throws Exception {
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        request.addResourceLogsBuilder().addScopeLogsBuilder().addAllLogRecords(batch);
        post("logs", request.build());
    }

    private static Span span(int number) {
        return Span.newBuilder()
                .setName("span " + number)
                .setTraceId(ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}))
                .setSpanId(ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, (byte) (number + 1)}))
                .build();
    }

    private static Metric metric(int number) {
        Metric.Builder metric = Metric.newBuilder().setName("metric " + number);
        metric.getGaugeBuilder().addDataPointsBuilder().setAsInt(number);
        return metric.build();
    }

    private static LogRecord log(int number) {
        LogRecord.Builder log = LogRecord.newBuilder();
        log.getBodyBuilder().setStringValue("log " + number);
        return log.build();
    }

    private SignalLoop loop(int batchSize, Duration idle, Sender<List<Span>> toSpans) {
        return new SignalLoop(telemetry.openTelemetry(), batchSize, idle)
                .signal("spans", spans.receiver(), toSpans)
                .signal("metrics", metrics.receiver(), this::sendMetrics)
                .signal("logs", logs.receiver(), this::sendLogs);
    }

    private double counted(String signal, String outcome) {
        assertThat(telemetry.flush()).isTrue();
        return monitor.latestSum("happensbefore.export.items", Map.of("signal", signal, "outcome", outcome))
                .orElse(0);
    }

    @Test
    void everyItemOfTheThreeSignalsArrivesOnceAndTheLoopEndsWithTheLastSource() throws Exception {
        int each = 25;
        try (Race race = Race.within(BOUND)) {
            race.thread("loop", () -> loop(10, HOURS, this::sendSpans).run());
            race.thread("spans", () -> {
                for (int i = 0; i < each; i++) {
                    spans.sender().send(span(i));
                }
                spans.sender().close();
            });
            race.thread("metrics", () -> {
                for (int i = 0; i < each; i++) {
                    metrics.sender().send(metric(i));
                }
                metrics.sender().close();
            });
            race.thread("logs", () -> {
                for (int i = 0; i < each; i++) {
                    logs.sender().send(log(i));
                }
                logs.sender().close();
            });
            race.run();
        }
        assertThat(backend.spans()).hasSize(each).extracting(ReceivedSpan::name).doesNotHaveDuplicates();
        assertThat(backend.metricPoints())
                .hasSize(each)
                .extracting(ReceivedMetric::name)
                .doesNotHaveDuplicates();
        assertThat(backend.logs()).hasSize(each).extracting(ReceivedLog::body).doesNotHaveDuplicates();
        assertThat(List.of(counted("spans", "sent"), counted("metrics", "sent"), counted("logs", "sent")))
                .containsOnly((double) each);
        assertThat(monitor.spansNamed("export spans")).hasSize(3);
    }

    @Test
    void aRefusedBatchIsCountedAndToldAndTheOthersGoOn() throws Exception {
        spans.sender().send(span(1));
        spans.sender().close();
        metrics.sender().send(metric(1));
        metrics.sender().close();
        logs.sender().close();
        loop(10, HOURS, _ -> {
                    throw new IOException("refused");
                })
                .run();
        assertThat(counted("spans", "failed")).isEqualTo(1);
        assertThat(counted("metrics", "sent")).isEqualTo(1);
        assertThat(monitor.spansNamed("export spans")).singleElement().satisfies(span -> {
            assertThat(span.status()).isEqualTo(StatusCode.ERROR);
            assertThat(span.attributes()).containsEntry("error.type", "java.io.IOException");
        });
    }

    @Test
    void aBatchThatIsNotFullGoesOutWhenNothingComes() throws Exception {
        try (Race race = Race.within(BOUND)) {
            race.thread(
                    "loop",
                    () -> loop(10, Duration.ofMillis(20), this::sendSpans).run());
            race.thread("source", () -> {
                spans.sender().send(span(1));
                await().until(() -> backend.spans().size() == 1);
                spans.sender().close();
                metrics.sender().close();
                logs.sender().close();
            });
            race.run();
        }
        assertThat(counted("spans", "sent")).isEqualTo(1);
    }

    @Test
    void whatWasInABatchAtAnInterruptIsCounted() throws Exception {
        Thread[] looping = new Thread[1];
        spans.sender().send(span(1));
        try (Race race = Race.within(BOUND)) {
            race.thread("loop", () -> {
                looping[0] = Thread.currentThread();
                assertThatThrownBy(() -> loop(10, HOURS, this::sendSpans).run())
                        .isInstanceOf(InterruptedException.class);
            });
            race.thread("interrupter", () -> {
                await().until(() -> looping[0] != null
                        && spans.receiver().size() == 0
                        && looping[0].getState() == Thread.State.TIMED_WAITING);
                looping[0].interrupt();
            });
            race.run();
        }
        assertThat(counted("spans", "failed")).isEqualTo(1);
        assertThat(backend.spans()).isEmpty();
    }
}
