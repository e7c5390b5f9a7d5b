package happensbefore.spanexport.otlp;

import happensbefore.spanexport.CircuitBreaker;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSpanExporterProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Makes `prioritized` a value of `otel.traces.exporter`: a [PrioritizedSpanExporter] over OTLP.
///
/// - `happensbefore.exporter.primary`, `.fallback` and, where there is one, `.backup` are their endpoints:
///   `http://collector:4317`.
/// - `happensbefore.exporter.NAME.protocol` and `.headers`, `.max.spans`, `.max.bytes` and `.timeout` are as with
///   [MultiBackendExporterProvider].
/// - `happensbefore.exporter.breaker.failures` in a row open the breaker, for `happensbefore.exporter.breaker.pause`
///   at first.
///
/// Its metrics go to the global `OpenTelemetry`, once that is set.
public final class PrioritizedExporterProvider implements ConfigurableSpanExporterProvider {
    private static final String PREFIX = MultiBackendExporterProvider.PREFIX;

    @Override
    public String getName() {
        return "prioritized";
    }

    // @start region="create"
    @Override
    public SpanExporter createExporter(ConfigProperties config) {
        CircuitBreaker.Settings breaker = breaker(config);
        Backend primary = required(config, "primary");
        Backend fallback = required(config, "fallback");
        return new PrioritizedSpanExporter(
                primary,
                breaker,
                fallback,
                backend(config, "backup"),
                () -> GlobalOpenTelemetry.isSet() ? GlobalOpenTelemetry.getMeterProvider() : null);
    }
    // @end

    private static Backend required(ConfigProperties config, String name) {
        Backend backend = backend(config, name);
        if (backend == null) {
            throw new ConfigurationException(PREFIX + name + " names no endpoint: it is like http://127.0.0.1:4317");
        }
        return backend;
    }

    private static @Nullable Backend backend(ConfigProperties config, String name) {
        String endpoint = config.getString(PREFIX + name);
        return endpoint == null ? null : MultiBackendExporterProvider.backend(config, name, endpoint);
    }

    static CircuitBreaker.Settings breaker(ConfigProperties config) {
        CircuitBreaker.Settings usual = CircuitBreaker.Settings.DEFAULT;
        Duration pause = config.getDuration(PREFIX + "breaker.pause", usual.pause());
        try {
            return new CircuitBreaker.Settings(
                    config.getInt(PREFIX + "breaker.failures", usual.failures()),
                    pause,
                    pause.compareTo(usual.longestPause()) > 0 ? pause : usual.longestPause());
        } catch (IllegalArgumentException wrong) {
            throw new ConfigurationException(PREFIX + "breaker.*: " + wrong.getMessage(), wrong);
        }
    }
}
