package happensbefore.spanexport.otlp;

import static happensbefore.spanexport.otlp.Spans.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import happensbefore.spanexport.CircuitBreaker;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.autoconfigure.spi.internal.DefaultConfigProperties;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A service that changes nothing but its configuration.
@Timeout(60)
class PrioritizedExporterProviderTest {
    @Test
    void aPrimaryThatIsGoneAFallbackAndABackup() {
        try (EmbeddedReceiver fallback = EmbeddedReceiver.start();
                EmbeddedReceiver backup = EmbeddedReceiver.start();
                OpenTelemetrySdk sdk = sdk(Map.of(
                        "happensbefore.exporter.primary", "http://127.0.0.1:1",
                        "happensbefore.exporter.fallback",
                                fallback.grpcEndpoint().toString(),
                        "happensbefore.exporter.backup", backup.httpEndpoint().toString(),
                        "happensbefore.exporter.backup.protocol", "http/protobuf",
                        "happensbefore.exporter.breaker.failures", "1"))) {
            assertThat(sdk.toString()).contains("PrioritizedSpanExporter{CLOSED");
            sdk.getTracer("test").spanBuilder("work").startSpan().end();
            assertThat(join(sdk.getSdkTracerProvider().shutdown())).isTrue();
            assertThat(fallback.spansNamed("work")).hasSize(1);
            assertThat(backup.spansNamed("work")).hasSize(1);
        }
    }

    @Test
    void theBreakerIsAsTheSettingsSay() {
        CircuitBreaker.Settings settings = breaker(
                Map.of("happensbefore.exporter.breaker.failures", "7", "happensbefore.exporter.breaker.pause", "2m"));
        assertThat(settings.failures()).isEqualTo(7);
        assertThat(settings.pause()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.longestPause()).isEqualTo(Duration.ofMinutes(2));
        assertThat(breaker(Map.of())).isEqualTo(CircuitBreaker.Settings.DEFAULT);
    }

    private static CircuitBreaker.Settings breaker(Map<String, String> properties) {
        return PrioritizedExporterProvider.breaker(DefaultConfigProperties.createFromMap(properties));
    }

    @Test
    void whatIsMissingOrMeaninglessIsToldWithWhatOneMayMean() {
        assertRefused(Map.of(), "happensbefore.exporter.primary names no endpoint: it is like http://127.0.0.1:4317");
        assertRefused(
                Map.of("happensbefore.exporter.primary", "http://127.0.0.1:1"),
                "happensbefore.exporter.fallback names no endpoint");
        assertRefused(Map.of("happensbefore.exporter.breaker.failures", "0"), "breaker.*: 0 failures");
    }

    private static void assertRefused(Map<String, String> properties, String message) {
        assertThatThrownBy(() -> new PrioritizedExporterProvider()
                        .createExporter(DefaultConfigProperties.createFromMap(properties)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    private static OpenTelemetrySdk sdk(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(properties);
        all.put("otel.traces.exporter", "prioritized");
        all.put("otel.metrics.exporter", "none");
        all.put("otel.logs.exporter", "none");
        return AutoConfiguredOpenTelemetrySdk.builder()
                .disableShutdownHook()
                .addPropertiesSupplier(() -> all)
                .build()
                .getOpenTelemetrySdk();
    }
}
