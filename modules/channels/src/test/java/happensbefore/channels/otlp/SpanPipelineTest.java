package happensbefore.channels.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedSpan;
import happensbefore.testkit.Race;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpanPipelineTest {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int PRODUCERS = 10;
    private static final int EACH = 40;

    private final EmbeddedReceiver receiver = EmbeddedReceiver.start();
    private final Telemetry telemetry = Telemetry.sendingTo(receiver, "pipeline");
    private final List<String> exported = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void end() {
        telemetry.close();
        receiver.close();
    }

    @Test
    void tenProducersAndOneExporterEndWithEverySpanExported() throws Exception {
        Tracer tracer = telemetry.openTelemetry().getTracer("test");
        try (SpanPipeline<String> pipeline =
                        new SpanPipeline<>(telemetry.openTelemetry(), "spans", 16, 8, exported::addAll);
                Race race = Race.within(BOUND)) {
            for (int i = 0; i < PRODUCERS; i++) {
                int number = i;
                SpanPipeline<String>.Producer producer = pipeline.producer();
                race.virtualThread("producer " + i, () -> {
                    try (producer) {
                        for (int n = 0; n < EACH; n++) {
                            Span request = tracer.spanBuilder("request").startSpan();
                            try (Scope _ = request.makeCurrent()) {
                                assertThat(producer.emit(number + "/" + n, BOUND))
                                        .isTrue();
                            } finally {
                                request.end();
                            }
                        }
                    }
                });
            }
            race.run();
        }
        assertThat(exported).hasSize(PRODUCERS * EACH).doesNotHaveDuplicates();
        for (int i = 0; i < PRODUCERS; i++) {
            String prefix = i + "/";
            assertThat(exported.stream().filter(span -> span.startsWith(prefix)).toList())
                    .isSortedAccordingTo((a, b) -> Integer.compare(number(a), number(b)));
        }
        assertThat(telemetry.flush()).isTrue();
        List<ReceivedSpan> batches = receiver.spansNamed("export batch");
        assertThat(batches).allSatisfy(batch -> assertThat(batch.links()).hasSizeBetween(1, 8));
        assertThat(batches.stream().flatMap(batch -> batch.links().stream()).map(ReceivedSpan.Link::spanId))
                .containsExactlyInAnyOrderElementsOf(receiver.spansNamed("request").stream()
                        .map(ReceivedSpan::spanId)
                        .toList());
        assertThat(receiver.latestSum("happensbefore.channel.sent")).hasValue(PRODUCERS * EACH);
        assertThat(receiver.latestSum("happensbefore.channel.received")).hasValue(PRODUCERS * EACH);
        assertThat(receiver.latestSum("happensbefore.channel.dropped")).isEmpty();
    }

    private static int number(String span) {
        return Integer.parseInt(span.substring(span.indexOf('/') + 1));
    }

    @Test
    void aFailedExportIsRecordedAndTheNextOneIsMade() throws Exception {
        try (SpanPipeline<String> pipeline = new SpanPipeline<>(telemetry.openTelemetry(), "spans", 16, 1, batch -> {
            if (batch.contains("bad")) {
                throw new IllegalStateException("refused");
            }
            exported.addAll(batch);
        })) {
            try (SpanPipeline<String>.Producer producer = pipeline.producer()) {
                assertThat(producer.emit("bad", BOUND)).isTrue();
                assertThat(producer.emit("good", BOUND)).isTrue();
            }
        }
        assertThat(exported).containsExactly("good");
        assertThat(telemetry.flush()).isTrue();
        assertThat(receiver.spansNamed("export batch"))
                .extracting(ReceivedSpan::status)
                .containsExactlyInAnyOrder(StatusCode.ERROR, StatusCode.UNSET);
    }

    @Test
    void anInterruptedCloseEndsTheExporterAndCountsWhatIsLeft() throws Exception {
        CountDownLatch exporting = new CountDownLatch(1);
        SpanPipeline<String> pipeline = new SpanPipeline<>(telemetry.openTelemetry(), "spans", 16, 1, batch -> {
            exporting.countDown();
            new CountDownLatch(1).await();
        });
        SpanPipeline<String>.Producer producer = pipeline.producer();
        assertThat(producer.emit("stuck", BOUND)).isTrue();
        exporting.await();
        assertThat(producer.emit("left", BOUND)).isTrue();
        assertThat(producer.emit("behind", BOUND)).isTrue();
        Thread.currentThread().interrupt();
        pipeline.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(producer.emit("late", BOUND)).isFalse();
        assertThatIllegalStateException().isThrownBy(pipeline::producer);
        assertThat(telemetry.flush()).isTrue();
        assertThat(receiver.latestSum("happensbefore.channel.dropped", Map.of("error.type", "not_received")))
                .hasValue(2);
        assertThat(receiver.latestSum("happensbefore.channel.dropped", Map.of("error.type", "closed")))
                .hasValue(1);
    }

    @Test
    void aSpanThatFindsNoRoomInTimeIsCounted() throws Exception {
        CountDownLatch exporting = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (SpanPipeline<String> pipeline = new SpanPipeline<>(telemetry.openTelemetry(), "spans", 1, 1, batch -> {
                    exporting.countDown();
                    goOn.await();
                });
                SpanPipeline<String>.Producer producer = pipeline.producer()) {
            assertThat(producer.emit("in the exporter", BOUND)).isTrue();
            exporting.await();
            assertThat(producer.emit("in the channel", BOUND)).isTrue();
            assertThat(producer.emit("dropped", Duration.ofMillis(1))).isFalse();
            goOn.countDown();
        }
        assertThat(telemetry.flush()).isTrue();
        assertThat(receiver.latestSum("happensbefore.channel.dropped", Map.of("error.type", "timeout")))
                .hasValue(1);
    }
}
