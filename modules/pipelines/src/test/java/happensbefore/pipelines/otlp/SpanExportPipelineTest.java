package happensbefore.pipelines.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.pipelines.Account;
import happensbefore.pipelines.CpuPool;
import happensbefore.pipelines.Ending;
import happensbefore.pipelines.Report;
import happensbefore.pipelines.Source;
import happensbefore.tasks.otlp.ExportRefusedException;
import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedSpan;
import happensbefore.telemetry.receiver.ReceiverSettings;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Real spans, from the SDK to one receiver, and from there through a pipeline to another.
@Timeout(60)
class SpanExportPipelineTest {
    private static final int SPANS = 100;
    private static final int BATCH = 8;
    private static final int BATCHES = 13; // 100 spans, 8 at a time
    private static final Duration LIMIT = Duration.ofSeconds(50);

    private final EmbeddedReceiver first = EmbeddedReceiver.start();
    private final EmbeddedReceiver watching = EmbeddedReceiver.start();
    private final Telemetry application = Telemetry.sendingTo(first, "shop");
    private final Telemetry telemetry = Telemetry.sendingTo(watching, "gateway");
    private final HttpClient client = HttpClient.newHttpClient();
    private final CpuPool pool = new CpuPool("cpu", 2);

    @AfterEach
    void close() {
        pool.close();
        client.close();
        application.close();
        telemetry.close();
        first.close();
        watching.close();
    }

    private List<SpanBatch> batches() throws InterruptedException {
        Tracer tracer = application.openTelemetry().getTracer("orders");
        for (int i = 0; i < SPANS; i++) {
            tracer.spanBuilder("order " + i)
                    .setAttribute("order", i)
                    .startSpan()
                    .end();
        }
        assertThat(application.flush()).isTrue();
        return RealSpans.batches(first.awaitSpans(SPANS, LIMIT), BATCH);
    }

    private SpanExportPipeline pipeline(EmbeddedReceiver backend) {
        return new SpanExportPipeline(
                telemetry.openTelemetry(),
                "spans out",
                span -> !span.getName().equals("order 7"),
                pool,
                new OtlpBackend(client, backend.httpEndpoint(), LIMIT),
                3,
                LIMIT);
    }

    @Test
    void everySpanArrivesAsItWasAndOnceAndTheWorkIsSeen() throws Exception {
        List<SpanBatch> batches = batches();
        try (EmbeddedReceiver backend = EmbeddedReceiver.start();
                SpanExport export = pipeline(backend).start(Source.of(batches))) {
            Report report = export.await();
            assertThat(report.ending()).isEqualTo(new Ending.Completed());
            assertThat(report.account()).isEqualTo(new Account(BATCHES, BATCHES, 0, 0, 0));
            assertThat(export.receipt()).isEqualTo(new OtlpReceipt(SPANS - 1, 0));
            assertThat(backend.spans())
                    .containsExactlyInAnyOrderElementsOf(first.spans().stream()
                            .filter(span -> !span.name().equals("order 7"))
                            .toList());

            assertThat(telemetry.flush()).isTrue();
            assertTheWorkIsSeen();
            assertTheMetricsAddUp(report);
        }
    }

    private void assertTheWorkIsSeen() {
        ReceivedSpan run = watching.spansNamed("spans out").getFirst();
        assertThat(run.status()).isEqualTo(StatusCode.UNSET);
        for (String stage : List.of("preprocess", "serialize", "compress", "export", "sink")) {
            List<ReceivedSpan> works = watching.spansNamed(stage);
            assertThat(works).as(stage).hasSize(BATCHES).allSatisfy(work -> {
                assertThat(work.parentSpanId()).isEqualTo(run.spanId());
                assertThat(work.attributes()).containsEntry("happensbefore.pipeline.stage", stage);
                assertThat(work.attributes()).containsKey("thread.name");
            });
            assertThat(works.stream().map(work -> work.attributes().get("happensbefore.pipeline.item")))
                    .as("each item once in " + stage)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, BATCHES).mapToObj(Long::valueOf).toList());
        }
        assertThat(watching.spansNamed("compress"))
                .allSatisfy(work -> assertThat(String.valueOf(work.attributes().get("thread.name")))
                        .startsWith("cpu-"));
        assertThat(watching.spansNamed("wait for items")).isNotEmpty().allSatisfy(wait -> {
            assertThat(wait.parentSpanId()).isEqualTo(run.spanId());
            assertThat(wait.durationNanos()).isNotNegative();
        });
        assertThat(watching.spans().stream().map(ReceivedSpan::kind)).contains(SpanKind.INTERNAL);
    }

    private void assertTheMetricsAddUp(Report report) {
        assertThat(sum("items", Map.of("state", "in"))).isEqualTo(BATCHES);
        assertThat(sum("items", Map.of("state", "out"))).isEqualTo(BATCHES);
        for (String none : List.of("failed", "filtered", "cut_off")) {
            assertThat(sum("items", Map.of("state", none))).as(none).isZero();
        }
        report.stages().forEach(stage -> {
            Map<String, Object> here = Map.of("happensbefore.pipeline.stage", stage.stage());
            assertThat(sum("stage.items", here)).as(stage.stage()).isEqualTo(BATCHES);
            assertThat(sum("queue.size", here)).as(stage.stage()).isZero();
            assertThat(sum("queue.capacity", here)).as(stage.stage()).isEqualTo(stage.capacity());
            Map<String, Object> work = new HashMap<>(here);
            work.put("state", "work");
            assertThat(sum("stage.time", work)).as(stage.stage()).isEqualTo(stage.workNanos() / 1e9);
        });
    }

    private double sum(String metric, Map<String, ?> attributes) {
        Map<String, Object> all = new HashMap<>(attributes);
        all.put("happensbefore.pipeline.name", "spans out");
        return watching.latestSum("happensbefore.pipeline." + metric, all).orElseThrow();
    }

    @Test
    void aBatchWithoutSpansToKeepIsFilteredAndCounted() throws Exception {
        assertThat(batches()).hasSize(BATCHES);
        List<SpanBatch> singly = RealSpans.batches(first.spans(), 1);
        try (EmbeddedReceiver backend = EmbeddedReceiver.start();
                SpanExport export = pipeline(backend).start(Source.of(singly))) {
            Report report = export.await();
            assertThat(report.account()).isEqualTo(new Account(SPANS, SPANS - 1, 0, 1, 0));
            assertThat(telemetry.flush()).isTrue();
            assertThat(sum("items", Map.of("state", "filtered"))).isEqualTo(1);
        }
    }

    @Test
    void aRefusedBatchEndsTheRunAndTheSpanSaysWhere() throws Exception {
        List<SpanBatch> batches = batches();
        try (EmbeddedReceiver narrow =
                        EmbeddedReceiver.start(ReceiverSettings.anyFreePort().withMaxRequestBytes(64));
                SpanExport export = pipeline(narrow).start(Source.of(batches))) {
            Report report = export.await();
            assertThat(report.ending()).isInstanceOfSatisfying(Ending.Failed.class, failed -> {
                assertThat(failed.stage()).isEqualTo("export");
                assertThat(failed.cause())
                        .isInstanceOfSatisfying(
                                ExportRefusedException.class,
                                refused -> assertThat(refused.status()).isEqualTo(413));
            });
            assertThat(report.account().inFlight()).isZero();
            assertThat(report.account().failed()).isEqualTo(1);

            assertThat(telemetry.flush()).isTrue();
            ReceivedSpan run = watching.spansNamed("spans out").getFirst();
            assertThat(run.status()).isEqualTo(StatusCode.ERROR);
            assertThat(run.attributes()).containsEntry("happensbefore.pipeline.stage", "export");
            long item = (Long) Objects.requireNonNull(run.attributes().get("happensbefore.pipeline.item"));
            assertThat(watching.spansNamed("export").stream()
                            .filter(work -> work.status() == StatusCode.ERROR)
                            .map(work -> work.attributes().get("happensbefore.pipeline.item"))
                            .collect(Collectors.toSet()))
                    .contains(item);
            assertThat(sum("items", Map.of("state", "in")))
                    .isEqualTo(sum("items", Map.of("state", "failed"))
                            + sum("items", Map.of("state", "out"))
                            + sum("items", Map.of("state", "cut_off")));
        }
    }

    @Test
    void aCancelEndsARunWhoseSourceWaitsAndTheSpanSaysSo() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch waits = new CountDownLatch(1);
        try (EmbeddedReceiver backend = EmbeddedReceiver.start()) {
            SpanExport export = pipeline(backend).start(() -> {
                waits.countDown();
                never.await();
                return null;
            });
            waits.await();
            assertThat(export.cancel()).isTrue();
            export.close();
            assertThat(export.await().ending()).isEqualTo(new Ending.Cancelled());
        }
        assertThat(telemetry.flush()).isTrue();
        assertThat(watching.spansNamed("spans out").getFirst().attributes()).containsEntry("error.type", "cancelled");
    }
}
