package happensbefore.telemetry;

import java.time.Duration;
import java.util.Map;

/// How often an SDK exports to a receiver in its own process: often, and with room for a burst.
final class TestPace {
    static final Duration BATCH_DELAY = Duration.ofMillis(200);
    static final Duration METRIC_INTERVAL = Duration.ofSeconds(1);
    static final Duration EXPORT_TIMEOUT = Duration.ofSeconds(5);
    static final int QUEUE_SIZE = 65_536;

    private TestPace() {}

    /// The same as properties of the SDK's autoconfiguration.
    static Map<String, String> properties() {
        return Map.of(
                "otel.bsp.schedule.delay", millis(BATCH_DELAY),
                "otel.bsp.max.queue.size", Integer.toString(QUEUE_SIZE),
                "otel.blrp.schedule.delay", millis(BATCH_DELAY),
                "otel.blrp.max.queue.size", Integer.toString(QUEUE_SIZE),
                "otel.metric.export.interval", millis(METRIC_INTERVAL),
                "otel.exporter.otlp.timeout", millis(EXPORT_TIMEOUT));
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
