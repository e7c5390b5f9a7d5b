package happensbefore.lockfree.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedSpan;
import happensbefore.testkit.Race;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Batches go to the backend that the configuration named when their export began, and the spans say so.
class ReconfigurableExporterTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final int BATCHES = 200;

    /// Which backend, under which name the batches arrive there.
    record Destination(OpenTelemetry backend, String batchName) {}

    private static void sendOverOtlp(Destination destination, String batch) {
        destination
                .backend()
                .getTracer("sender")
                .spanBuilder(destination.batchName())
                .setAttribute("batch", batch)
                .startSpan()
                .end();
    }

    @Test
    void everyBatchReachesTheBackendOfItsConfigurationVersion() throws Exception {
        try (var oldBackend = EmbeddedReceiver.start();
                var newBackend = EmbeddedReceiver.start();
                var monitor = EmbeddedReceiver.start();
                var toOld = Telemetry.sendingTo(oldBackend, "sender");
                var toNew = Telemetry.sendingTo(newBackend, "sender");
                var telemetry = Telemetry.sendingTo(monitor, "exporter");
                var race = Race.within(BOUND)) {
            var exporter = new ReconfigurableExporter<Destination, String>(
                    telemetry.openTelemetry(),
                    new Destination(toOld.openTelemetry(), "version 1"),
                    ReconfigurableExporterTest::sendOverOtlp);
            race.thread("exporter", () -> {
                for (int i = 0; i < BATCHES; i++) {
                    exporter.export("batch " + i);
                }
            });
            race.thread("operator", () -> {
                Span operation = telemetry
                        .openTelemetry()
                        .getTracer("test")
                        .spanBuilder("operation")
                        .startSpan();
                try (Scope _ = operation.makeCurrent()) {
                    exporter.reconfigure(_ -> new Destination(toNew.openTelemetry(), "version 2"));
                }
                operation.end();
            });
            race.run();
            exporter.export("last batch");
            for (Telemetry each : List.of(toOld, toNew, telemetry)) {
                assertThat(each.flush()).isTrue();
            }

            Map<Object, Long> byVersion = countByVersion(monitor);
            assertThat(oldBackend.spansNamed("version 1")).hasSize(exports(byVersion, 1));
            assertThat(newBackend.spansNamed("version 2")).hasSize(exports(byVersion, 2));
            assertThat(exports(byVersion, 1) + exports(byVersion, 2)).isEqualTo(BATCHES + 1);
            assertThat(exports(byVersion, 2)).isPositive();
            assertThat(monitor.spansNamed("operation").getFirst().events())
                    .singleElement()
                    .satisfies(event -> {
                        assertThat(event.name()).isEqualTo("exporter reconfigured");
                        assertThat(event.attributes()).containsEntry("happensbefore.config.version", 2L);
                    });
            assertThat(monitor.latestSum("happensbefore.config.updates")).hasValue(1);
            assertThat(monitor.latestSum("happensbefore.config.update.retries")).hasValue(0);
        }
    }

    @Test
    void aFailedExportSaysWhichConfigurationFailed() throws Exception {
        try (var monitor = EmbeddedReceiver.start();
                var telemetry = Telemetry.sendingTo(monitor, "exporter")) {
            var exporter = new ReconfigurableExporter<String, String>(
                    telemetry.openTelemetry(), "nowhere", (destination, batch) -> {
                        throw new IOException(batch + " cannot go " + destination);
                    });
            assertThatIOException()
                    .isThrownBy(() -> exporter.export("batch 1"))
                    .withMessage("batch 1 cannot go nowhere");
            assertThat(telemetry.flush()).isTrue();

            assertThat(monitor.spansNamed("export")).singleElement().satisfies(span -> {
                assertThat(span.status()).isEqualTo(StatusCode.ERROR);
                assertThat(span.attributes()).containsEntry("happensbefore.config.version", 1L);
                assertThat(span.events()).extracting(ReceivedSpan.Event::name).containsExactly("exception");
            });
        }
    }

    private static Map<Object, Long> countByVersion(EmbeddedReceiver monitor) {
        return monitor.spansNamed("export").stream()
                .collect(Collectors.groupingBy(
                        span -> span.attributes().getOrDefault("happensbefore.config.version", 0L),
                        Collectors.counting()));
    }

    private static int exports(Map<Object, Long> byVersion, long version) {
        return Math.toIntExact(byVersion.getOrDefault(version, 0L));
    }
}
