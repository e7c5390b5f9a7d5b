package happensbefore.selectjoin.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedSpan;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReportedExportTest {
    private final EmbeddedReceiver backend = EmbeddedReceiver.start();
    private final EmbeddedReceiver monitor = EmbeddedReceiver.start();
    private final Telemetry toBackend = Telemetry.sendingTo(backend, "sender");
    private final Telemetry telemetry = Telemetry.sendingTo(monitor, "exporter");
    private final CountDownLatch never = new CountDownLatch(1);
    private final IOException refused = new IOException("refused");

    @AfterEach
    void end() {
        toBackend.close();
        telemetry.close();
        backend.close();
        monitor.close();
    }

    private void send(String item) throws Exception {
        switch (item) {
            case "refused" -> throw refused;
            case "slow" -> never.await();
            default ->
                toBackend
                        .openTelemetry()
                        .getTracer("sender")
                        .spanBuilder(item)
                        .setNoParent()
                        .startSpan()
                        .end();
        }
    }

    @Test
    void theReportSaysWhatWasSentWhatFailedAndWhatWasCancelled() throws Exception {
        ReportedExport<String> export = new ReportedExport<>(telemetry.openTelemetry(), this::send);
        Span caller = telemetry
                .openTelemetry()
                .getTracer("test")
                .spanBuilder("caller")
                .startSpan();
        ExportReport<String> report;
        try (Scope _ = caller.makeCurrent()) {
            report = export.export(List.of("a", "refused", "slow", "b", "slow"), Duration.ofSeconds(2));
        } finally {
            caller.end();
        }
        assertThat(report)
                .isEqualTo(new ExportReport<>(
                        List.of("a", "b"),
                        List.of(new ExportReport.Failed<>("refused", refused)),
                        List.of("slow", "slow")));
        assertThat(report.isComplete()).isFalse();

        assertThat(toBackend.flush()).isTrue();
        assertThat(backend.spans()).extracting(ReceivedSpan::name).containsExactlyInAnyOrder("a", "b");
        assertThat(telemetry.flush()).isTrue();
        List<ReceivedSpan> spans = monitor.spansNamed("export");
        assertThat(spans)
                .hasSize(5)
                .allSatisfy(span -> assertThat(span.parentSpanId())
                        .isEqualTo(caller.getSpanContext().getSpanId()));
        assertThat(spans)
                .filteredOn(span -> span.status() == StatusCode.ERROR)
                .extracting(span -> span.attributes().get("error.type"))
                .containsExactlyInAnyOrder("cancelled", "cancelled", "java.io.IOException");
        assertThat(counted("sent")).isEqualTo(2);
        assertThat(counted("failed")).isEqualTo(1);
        assertThat(counted("cancelled")).isEqualTo(2);
    }

    private double counted(String outcome) {
        return monitor.latestSum("happensbefore.export.items", Map.of("outcome", outcome))
                .orElseThrow();
    }

    @Test
    void anExportOfEverythingIsComplete() throws Exception {
        ReportedExport<String> export = new ReportedExport<>(telemetry.openTelemetry(), this::send);
        assertThat(export.export(List.of("a", "b"), Duration.ofMinutes(1)).isComplete())
                .isTrue();
        assertThat(export.export(List.of(), Duration.ofMinutes(1)).isComplete()).isTrue();
    }
}
