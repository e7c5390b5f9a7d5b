package happensbefore.selectjoin.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import happensbefore.selectjoin.CancellationToken;
import happensbefore.selectjoin.otlp.CancellableExport.Report;
import happensbefore.selectjoin.otlp.ExportReport.Failed;
import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedSpan;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CancellableExportTest {
    private final EmbeddedReceiver backend = EmbeddedReceiver.start();
    private final EmbeddedReceiver monitor = EmbeddedReceiver.start();
    private final Telemetry toBackend = Telemetry.sendingTo(backend, "sender");
    private final Telemetry telemetry = Telemetry.sendingTo(monitor, "exporter");
    private final CancellationToken token = new CancellationToken();
    private final CountDownLatch never = new CountDownLatch(1);
    private final IOException refused = new IOException("refused");
    private final CancellableExport<String> export = new CancellableExport<>(telemetry.openTelemetry(), this::send);

    @AfterEach
    void end() {
        toBackend.close();
        telemetry.close();
        backend.close();
        monitor.close();
    }

    private void send(String batch) throws Exception {
        switch (batch) {
            case "refused" -> throw refused;
            case "cancels and hangs" -> {
                token.cancel();
                never.await();
            }
            case "interrupts and hangs" -> never.await();
            default ->
                toBackend
                        .openTelemetry()
                        .getTracer("sender")
                        .spanBuilder(batch)
                        .setNoParent()
                        .startSpan()
                        .end();
        }
    }

    private double counted(String outcome) {
        return monitor.latestSum("happensbefore.export.items", Map.of("outcome", outcome))
                .orElseThrow();
    }

    @Test
    void theReportSaysWhatWasSentAndWhatWasNot() throws Exception {
        Span caller = telemetry
                .openTelemetry()
                .getTracer("test")
                .spanBuilder("caller")
                .startSpan();
        Report<String> report;
        try (Scope _ = caller.makeCurrent()) {
            report = export.export(List.of("a", "refused", "b", "cancels and hangs", "c", "d"), token);
        } finally {
            caller.end();
        }
        assertThat(report)
                .isEqualTo(new Report<>(
                        List.of("a", "b"),
                        List.of(new Failed<>("refused", refused)),
                        List.of("cancels and hangs"),
                        List.of("c", "d")));
        assertThat(report.wasCancelled()).isTrue();

        assertThat(toBackend.flush()).isTrue();
        assertThat(backend.spans()).extracting(ReceivedSpan::name).containsExactly("a", "b");
        assertThat(telemetry.flush()).isTrue();
        assertThat(monitor.spansNamed("export"))
                .hasSize(4)
                .allSatisfy(span -> assertThat(span.parentSpanId())
                        .isEqualTo(caller.getSpanContext().getSpanId()))
                .extracting(span -> String.valueOf(span.attributes().get("error.type")))
                .containsExactlyInAnyOrder("null", "java.io.IOException", "null", "cancelled");
        assertThat(List.of(counted("sent"), counted("failed"), counted("unknown"), counted("not_sent")))
                .containsExactly(2.0, 1.0, 1.0, 2.0);
    }

    @Test
    void anExportThatNobodyStopsIsNotCancelled() throws Exception {
        Report<String> report = export.export(List.of("a", "refused"), token);
        assertThat(report.wasCancelled()).isFalse();
        assertThat(report.sent()).containsExactly("a");
    }

    @Test
    void aTokenThatIsCancelledAlreadySendsNothing() throws Exception {
        token.cancel();
        assertThat(export.export(List.of("a", "b"), token).notSent()).containsExactly("a", "b");
        assertThat(telemetry.flush()).isTrue();
        assertThat(monitor.spansNamed("export")).isEmpty();
    }

    @Test
    void anInterruptOfTheCallerIsNoCancellation() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> export.export(List.of("interrupts and hangs"), token))
                .isInstanceOf(InterruptedException.class);
        assertThat(token.isCancelled()).isFalse();
    }
}
