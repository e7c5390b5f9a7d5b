package happensbefore.channels.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedSpan;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DirectExportTest {
    private static final Duration BOUND = Duration.ofSeconds(60);

    private final EmbeddedReceiver receiver = EmbeddedReceiver.start();
    private final Telemetry telemetry = Telemetry.sendingTo(receiver, "direct");
    private final List<String> exported = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        telemetry.close();
        receiver.close();
    }

    @Test
    void aBatchIsTakenByAFreeExporterOrRefused() throws Exception {
        CountDownLatch busy = new CountDownLatch(2);
        CountDownLatch goOn = new CountDownLatch(1);
        try (DirectExport<String> export = new DirectExport<>(telemetry.openTelemetry(), "direct", 2, batch -> {
            busy.countDown();
            goOn.await();
            exported.add(batch);
        })) {
            assertThat(export.offer("one", BOUND)).isTrue();
            assertThat(export.offer("two", BOUND)).isTrue();
            busy.await();
            assertThat(export.offer("three", Duration.ZERO)).isFalse();
            assertThat(export.offer("four", Duration.ofMillis(1))).isFalse();
            goOn.countDown();
            assertThat(export.offer("five", BOUND)).isTrue();
        }
        assertThat(exported).containsExactlyInAnyOrder("one", "two", "five");
        assertThat(telemetry.flush()).isTrue();
        assertThat(receiver.latestSum("happensbefore.channel.sent")).hasValue(3);
        assertThat(receiver.latestSum("happensbefore.channel.received")).hasValue(3);
        assertThat(receiver.latestSum("happensbefore.channel.dropped", Map.of("error.type", "no_consumer")))
                .hasValue(1);
        assertThat(receiver.latestSum("happensbefore.channel.dropped", Map.of("error.type", "timeout")))
                .hasValue(1);
    }

    @Test
    void anExportIsASpanUnderTheCallersAndAFailureIsRecorded() throws Exception {
        Span request = telemetry
                .openTelemetry()
                .getTracer("test")
                .spanBuilder("request")
                .startSpan();
        try (DirectExport<String> export = new DirectExport<>(telemetry.openTelemetry(), "direct", 1, batch -> {
                    throw new IllegalStateException("refused");
                });
                Scope _ = request.makeCurrent()) {
            assertThat(export.offer("batch", BOUND)).isTrue();
        } finally {
            request.end();
        }
        assertThat(telemetry.flush()).isTrue();
        ReceivedSpan span = receiver.spansNamed("export").getFirst();
        assertThat(span.parentSpanId()).isEqualTo(request.getSpanContext().getSpanId());
        assertThat(span.status()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void anInterruptedCloseEndsTheExporters() throws Exception {
        DirectExport<String> export =
                new DirectExport<>(telemetry.openTelemetry(), "direct", 2, batch -> new CountDownLatch(1).await());
        assertThat(export.offer("stuck", BOUND)).isTrue();
        Thread.currentThread().interrupt();
        export.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> export.offer("late", BOUND));
    }
}
