package happensbefore.spanexport.otlp;

import happensbefore.spanexport.Answer;
import happensbefore.spanexport.LaneSettings;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSpanExporterProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Makes `multi_backend` a value of `otel.traces.exporter`: a [MultiBackendSpanExporter] over OTLP.
///
/// - `happensbefore.exporter.backends` names the backends and their endpoints:
///   `main=http://collector:4317,vendor=https://vendor:4318`.
/// - `happensbefore.exporter.NAME.protocol` is `grpc` (if nothing is said) or `http/protobuf`,
///   `happensbefore.exporter.NAME.headers` are its headers.
/// - `happensbefore.exporter.answer` is `first` (if nothing is said) or `all`.
/// - `happensbefore.exporter.max.spans`, `.max.bytes` and `.timeout` (of an attempt) hold for each backend.
///
/// Its metrics go to the global `OpenTelemetry`, once that is set.
public final class MultiBackendExporterProvider implements ConfigurableSpanExporterProvider {
    static final String PREFIX = "happensbefore.exporter.";

    @Override
    public String getName() {
        return "multi_backend";
    }

    // @start region="create"
    @Override
    public SpanExporter createExporter(ConfigProperties config) {
        Map<String, String> endpoints = config.getMap(PREFIX + "backends");
        if (endpoints.isEmpty()) {
            throw new ConfigurationException(
                    PREFIX + "backends names no backend: it is like main=http://127.0.0.1:4317");
        }
        Answer answer = answer(config);
        List<Backend> backends = new ArrayList<>();
        endpoints.forEach((name, endpoint) -> backends.add(backend(config, name, endpoint)));
        return new MultiBackendSpanExporter(
                backends, answer, () -> GlobalOpenTelemetry.isSet() ? GlobalOpenTelemetry.getMeterProvider() : null);
    }
    // @end

    private static Answer answer(ConfigProperties config) {
        String answer = config.getString(PREFIX + "answer", "first");
        return switch (answer) {
            case "first" -> Answer.FIRST;
            case "all" -> Answer.ALL;
            default -> throw new ConfigurationException(PREFIX + "answer is first or all, not " + answer);
        };
    }

    static Backend backend(ConfigProperties config, String name, String endpoint) {
        LaneSettings settings = settings(config);
        SpanExporter exporter = exporter(config, name, endpoint, settings.attemptTimeout());
        return new Backend(name, RejectionAwareSpanExporter.ofAny(exporter)).withSettings(settings);
    }

    static LaneSettings settings(ConfigProperties config) {
        LaneSettings usual = LaneSettings.DEFAULT;
        Duration timeout = config.getDuration(PREFIX + "timeout", usual.attemptTimeout());
        try {
            return usual.withRoom(
                            config.getLong(PREFIX + "max.spans", usual.maxItems()),
                            config.getLong(PREFIX + "max.bytes", usual.maxWeight()))
                    .withTimeouts(timeout, usual.shutdownTimeout());
        } catch (IllegalArgumentException wrong) {
            throw new ConfigurationException(PREFIX + "max.spans, .max.bytes, .timeout: " + wrong.getMessage(), wrong);
        }
    }

    /// Without retries of its own: they are the lane's.
    private static SpanExporter exporter(ConfigProperties config, String name, String endpoint, Duration timeout) {
        String key = PREFIX + name.toLowerCase(Locale.ROOT);
        String protocol = config.getString(key + ".protocol", "grpc");
        Map<String, String> headers = config.getMap(key + ".headers");
        return switch (protocol) {
            case "grpc" ->
                OtlpGrpcSpanExporter.builder()
                        .setEndpoint(endpoint)
                        .setTimeout(timeout)
                        .setHeaders(() -> headers)
                        .setRetryPolicy(null)
                        .build();
            case "http/protobuf" ->
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(endpoint + "/v1/traces")
                        .setTimeout(timeout)
                        .setHeaders(() -> headers)
                        .setRetryPolicy(null)
                        .build();
            default -> throw new ConfigurationException(key + ".protocol is grpc or http/protobuf, not " + protocol);
        };
    }
}
