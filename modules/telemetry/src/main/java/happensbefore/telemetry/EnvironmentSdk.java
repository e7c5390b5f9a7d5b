package happensbefore.telemetry;

import happensbefore.telemetry.receiver.EmbeddedReceiver;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.resources.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An SDK as the `OTEL_*` environment variables and `otel.*` system properties say; where they name no OTLP endpoint,
/// it starts a receiver and sends there.
final class EnvironmentSdk {
    static final AttributeKey<String> INSTANCE = AttributeKey.stringKey("service.instance.id");

    private static final String ENDPOINT = "otel.exporter.otlp.endpoint";
    private static final List<String> ENDPOINTS = List.of(
            ENDPOINT,
            "otel.exporter.otlp.traces.endpoint",
            "otel.exporter.otlp.metrics.endpoint",
            "otel.exporter.otlp.logs.endpoint");
    private static final int SDK_QUEUE_SIZE = 2048;

    private final String service;
    private final DeliveryWatch watch;
    private @Nullable EmbeddedReceiver receiver;

    EnvironmentSdk(String service, DeliveryWatch watch) {
        this.service = service;
        this.watch = watch;
    }

    OpenTelemetrySdk build() {
        try {
            return AutoConfiguredOpenTelemetrySdk.builder()
                    .disableShutdownHook()
                    .addPropertiesSupplier(() ->
                            Map.of("otel.service.name", service, "otel.experimental.sdk.telemetry.version", "latest"))
                    .addPropertiesCustomizer(this::receiveHereUnlessToldWhere)
                    .addResourceCustomizer((resource, config) -> withInstance(resource))
                    .addSpanExporterCustomizer((exporter, config) -> watch.watch(exporter))
                    .addSpanProcessorCustomizer((processor, config) ->
                            watch.gate(processor, config.getInt("otel.bsp.max.queue.size", SDK_QUEUE_SIZE)))
                    .addLogRecordExporterCustomizer((exporter, config) -> watch.watch(exporter))
                    .addLogRecordProcessorCustomizer((processor, config) ->
                            watch.gate(processor, config.getInt("otel.blrp.max.queue.size", SDK_QUEUE_SIZE)))
                    .addMetricExporterCustomizer((exporter, config) -> watch.watch(exporter))
                    .build()
                    .getOpenTelemetrySdk();
        } catch (RuntimeException e) {
            receiver().ifPresent(EmbeddedReceiver::close);
            throw e;
        }
    }

    Optional<EmbeddedReceiver> receiver() {
        return Optional.ofNullable(receiver);
    }

    private Map<String, String> receiveHereUnlessToldWhere(ConfigProperties config) {
        boolean told = ENDPOINTS.stream().anyMatch(e -> config.getString(e) != null);
        if (told || config.getBoolean("otel.sdk.disabled", false)) {
            return Map.of();
        }
        EmbeddedReceiver started = EmbeddedReceiver.start();
        receiver = started;
        Map<String, String> changes = new HashMap<>(TestPace.properties());
        changes.keySet().removeIf(key -> config.getString(key) != null);
        changes.put(ENDPOINT, started.grpcEndpoint().toString());
        return changes;
    }

    static Resource withInstance(Resource resource) {
        return resource.getAttribute(INSTANCE) != null
                ? resource
                : resource.toBuilder()
                        .put(INSTANCE, UUID.randomUUID().toString())
                        .build();
    }
}
