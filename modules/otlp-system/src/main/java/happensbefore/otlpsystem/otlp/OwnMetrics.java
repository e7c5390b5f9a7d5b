package happensbefore.otlpsystem.otlp;

import happensbefore.otlpsystem.settings.GatewaySettings;
import happensbefore.telemetry.Telemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import io.opentelemetry.api.metrics.ObservableMeasurement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Sends the gateway's [Figures] over OTLP. Owns its SDK, until `close`.
final class OwnMetrics implements AutoCloseable {
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Telemetry telemetry;
    private final BatchCallback callback;

    OwnMetrics(GatewaySettings.OwnTelemetry settings, Figures figures) {
        telemetry = Telemetry.metricsTo(settings.endpoint(), "otlp-gateway", settings.interval());
        Meter meter = telemetry.openTelemetry().getMeter("happensbefore.gateway");
        Map<OwnMetric, ObservableDoubleMeasurement> instruments = new EnumMap<>(OwnMetric.class);
        for (OwnMetric metric : OwnMetric.values()) {
            instruments.put(metric, build(meter, metric));
        }
        List<ObservableDoubleMeasurement> all = List.copyOf(instruments.values());
        callback = meter.batchCallback(
                () -> figures.read().forEach(figure -> record(instruments, figure)),
                all.getFirst(),
                all.subList(1, all.size()).toArray(ObservableMeasurement[]::new));
    }

    private static ObservableDoubleMeasurement build(Meter meter, OwnMetric metric) {
        return metric.counter()
                ? meter.counterBuilder(metric.otlpName())
                        .ofDoubles()
                        .setDescription(metric.help())
                        .setUnit(metric.unit())
                        .buildObserver()
                : meter.gaugeBuilder(metric.otlpName())
                        .setDescription(metric.help())
                        .setUnit(metric.unit())
                        .buildObserver();
    }

    private static void record(Map<OwnMetric, ObservableDoubleMeasurement> instruments, Figure figure) {
        ObservableDoubleMeasurement instrument = instruments.get(figure.metric());
        if (instrument != null) {
            AttributesBuilder attributes = Attributes.builder();
            figure.labels().forEach(attributes::put);
            instrument.record(figure.value(), attributes.build());
        }
    }

    /// Sends all once more.
    @Override
    public void close() {
        boolean _ = telemetry.flush(LAST_WORDS);
        callback.close();
        telemetry.close();
    }
}
