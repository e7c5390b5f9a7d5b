package happensbefore.selectjoin.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UrgentFirstExportTest {
    private final EmbeddedReceiver monitor = EmbeddedReceiver.start();
    private final Telemetry telemetry = Telemetry.sendingTo(monitor, "exporter");
    private final CountDownLatch firstIsOut = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final Queue<String> sent = new ConcurrentLinkedQueue<>();

    @AfterEach
    void end() {
        goOn.countDown();
        telemetry.close();
        monitor.close();
    }

    /// The first item holds the exporter, until the lanes have been filled.
    private void send(String item) throws Exception {
        sent.add(item);
        if (item.equals("first")) {
            firstIsOut.countDown();
            goOn.await();
        }
        if (item.equals("refused")) {
            throw new IOException("refused");
        }
    }

    private UrgentFirstExport<String> export(int capacity, int ageing) throws InterruptedException {
        UrgentFirstExport<String> export =
                new UrgentFirstExport<>(telemetry.openTelemetry(), capacity, ageing, this::send);
        assertThat(export.offer("first", false)).isTrue();
        firstIsOut.await();
        return export;
    }

    private double counted(String lane, String outcome) {
        assertThat(telemetry.flush()).isTrue();
        return monitor.latestSum("happensbefore.lane.items", Map.of("lane", lane, "outcome", outcome))
                .orElse(0);
    }

    @Test
    void urgentSpansGoFirstAndTheOthersGetTheirTurn() throws Exception {
        try (UrgentFirstExport<String> export = export(10, 2)) {
            List.of("n1", "n2").forEach(item -> export.offer(item, false));
            List.of("u1", "u2", "u3", "u4", "u5").forEach(item -> export.offer(item, true));
            goOn.countDown();
        }
        assertThat(sent).startsWith("first").hasSize(8);
        List<String> order = List.copyOf(sent);
        assertThat(order.indexOf("u1")).isLessThan(order.indexOf("u2"));
        assertThat(order.indexOf("n1")).isLessThan(order.indexOf("u4"));
        assertThat(order.indexOf("u2")).isLessThan(order.indexOf("n2"));
        assertThat(counted("urgent", "sent")).isEqualTo(5);
        assertThat(counted("normal", "sent")).isEqualTo(3);
        assertThat(monitor.latestCount("happensbefore.lane.wait", Map.of("lane", "urgent")))
                .hasValue(5);
    }

    @Test
    void eachExportIsASpanUnderThatOfWhoeverOfferedIt() throws Exception {
        Span caller = telemetry
                .openTelemetry()
                .getTracer("test")
                .spanBuilder("caller")
                .startSpan();
        try (UrgentFirstExport<String> export = export(10, 2)) {
            try (Scope _ = caller.makeCurrent()) {
                export.offer("u1", true);
            }
            goOn.countDown();
        } finally {
            caller.end();
        }
        assertThat(telemetry.flush()).isTrue();
        assertThat(monitor.spansNamed("export urgent"))
                .singleElement()
                .satisfies(span -> assertThat(span.parentSpanId())
                        .isEqualTo(caller.getSpanContext().getSpanId()));
        assertThat(monitor.spansNamed("export normal"))
                .singleElement()
                .satisfies(span -> assertThat(span.isRoot()).isTrue());
    }

    @Test
    void whatFindsNoRoomIsDroppedAndCounted() throws Exception {
        UrgentFirstExport<String> export = export(1, 2);
        assertThat(export.offer("u1", true)).isTrue();
        assertThat(export.offer("u2", true)).isFalse();
        goOn.countDown();
        export.close();
        assertThat(sent).containsExactly("first", "u1");
        assertThat(counted("urgent", "dropped")).isEqualTo(1);
    }

    @Test
    void aRefusalIsCountedAndToldAndTheNextOneGoesOut() throws Exception {
        try (UrgentFirstExport<String> export = export(10, 2)) {
            export.offer("refused", true);
            export.offer("u2", true);
            goOn.countDown();
        }
        assertThat(sent).containsExactly("first", "refused", "u2");
        assertThat(counted("urgent", "failed")).isEqualTo(1);
        assertThat(monitor.spansNamed("export urgent"))
                .filteredOn(span -> span.status() == StatusCode.ERROR)
                .hasSize(1);
    }

    @Test
    void afterCloseEverythingIsDroppedAndCounted() throws Exception {
        UrgentFirstExport<String> export = export(10, 2);
        goOn.countDown();
        export.close();
        export.close();
        assertThat(export.offer("late", true)).isFalse();
        assertThat(counted("urgent", "dropped")).isEqualTo(1);
    }
}
