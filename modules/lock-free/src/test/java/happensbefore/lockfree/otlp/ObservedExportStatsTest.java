package happensbefore.lockfree.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.lockfree.ExportStats;
import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedMetric;
import happensbefore.testkit.Race;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What the backend receives over OTLP adds up, during the work and after it.
class ObservedExportStatsTest {
    private static final int EXPORTERS = 4;
    private static final int EXPORTS_EACH = 5_000;

    /// The SDK's own exporter reports under the same names.
    private static final Map<String, String> OURS = Map.of("otel.component.name", "test_span_exporter/0");

    @Test
    void everyCollectionAddsUpAndTheLastOneIsComplete() throws Exception {
        try (var receiver = EmbeddedReceiver.start();
                var telemetry = Telemetry.sendingTo(receiver, "exporter");
                var observed = new ObservedExportStats(
                        telemetry.openTelemetry().getMeter("test"), "test_span_exporter", "test_span_exporter/0");
                var race = Race.within(Duration.ofSeconds(60))) {
            for (int i = 0; i < EXPORTERS; i++) {
                race.thread("exporter " + i, () -> export(observed.stats()));
            }
            race.thread("collector", () -> {
                for (int i = 0; i < 5; i++) {
                    assertThat(telemetry.flush()).isTrue();
                }
            });
            race.run();

            assertThat(telemetry.flush()).isTrue();
            assertThat(collections(receiver))
                    .hasSizeGreaterThan(5)
                    .allSatisfy(points -> assertThat(total(points, "happensbefore.exporter.span.started"))
                            .isEqualTo(total(points, "otel.sdk.exporter.span.exported")
                                    + total(points, "otel.sdk.exporter.span.inflight")));
            double all = EXPORTERS * EXPORTS_EACH;
            assertThat(sum(receiver, "happensbefore.exporter.span.started", OURS))
                    .isEqualTo(all);
            assertThat(sum(receiver, "otel.sdk.exporter.span.inflight", OURS)).isZero();
            assertThat(sum(receiver, "otel.sdk.exporter.span.exported", Map.of("error.type", "_OTHER")))
                    .isEqualTo(all / 5);
            assertThat(sum(receiver, "otel.sdk.exporter.span.exported", OURS)).isEqualTo(all);
        }
    }

    private static void export(ExportStats stats) {
        for (int i = 0; i < EXPORTS_EACH; i++) {
            stats.started(1);
            if (i % 5 == 0) {
                stats.failed(1);
            } else {
                stats.succeeded(1);
            }
        }
    }

    /// The points that were taken at the same time.
    private static Collection<List<ReceivedMetric>> collections(EmbeddedReceiver receiver) {
        return receiver.metricPoints().stream()
                .filter(point -> point.name().contains("exporter.span"))
                .filter(point -> point.scope().equals("test"))
                .collect(Collectors.groupingBy(ReceivedMetric::epochNanos))
                .values();
    }

    private static double total(List<ReceivedMetric> points, String metric) {
        return points.stream()
                .filter(point -> point.name().equals(metric))
                .mapToDouble(ReceivedMetric::value)
                .sum();
    }

    private static double sum(EmbeddedReceiver receiver, String metric, Map<String, ?> attributes) {
        return receiver.latestSum(metric, attributes).orElseThrow();
    }
}
