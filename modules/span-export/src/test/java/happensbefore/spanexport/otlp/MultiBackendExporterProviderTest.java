package happensbefore.spanexport.otlp;

import static happensbefore.spanexport.otlp.Spans.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import happensbefore.spanexport.LaneSettings;
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
class MultiBackendExporterProviderTest {
    @Test
    void twoBackendsAndTwoProtocols() {
        try (EmbeddedReceiver one = EmbeddedReceiver.start();
                EmbeddedReceiver other = EmbeddedReceiver.start();
                OpenTelemetrySdk sdk = sdk(Map.of(
                        "happensbefore.exporter.backends",
                        "main=" + one.grpcEndpoint() + ",vendor=" + other.httpEndpoint(),
                        "happensbefore.exporter.vendor.protocol",
                        "http/protobuf",
                        "happensbefore.exporter.vendor.headers",
                        "x-key=secret",
                        "happensbefore.exporter.answer",
                        "all"))) {
            assertThat(sdk.toString()).contains("MultiBackendSpanExporter{main=");
            sdk.getTracer("test").spanBuilder("work").startSpan().end();
            assertThat(join(sdk.getSdkTracerProvider().shutdown())).isTrue();
            assertThat(one.spansNamed("work")).hasSize(1);
            assertThat(other.spansNamed("work")).hasSize(1);
            assertThat(other.requests().acceptedHttp()).isEqualTo(1);
        }
    }

    @Test
    void boundsAreWhatTheSettingsSay() {
        LaneSettings settings = MultiBackendExporterProvider.settings(DefaultConfigProperties.createFromMap(Map.of(
                "happensbefore.exporter.max.spans", "100",
                "happensbefore.exporter.max.bytes", "1000",
                "happensbefore.exporter.timeout", "3s")));
        assertThat(settings.maxItems()).isEqualTo(100);
        assertThat(settings.maxWeight()).isEqualTo(1_000);
        assertThat(settings.attemptTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(MultiBackendExporterProvider.settings(DefaultConfigProperties.createFromMap(Map.of())))
                .isEqualTo(LaneSettings.DEFAULT);
    }

    @Test
    void whatNoSettingMeansIsToldWithWhatOneMayMean() {
        Map<String, String> backend = Map.of("happensbefore.exporter.backends", "main=http://127.0.0.1:1");
        assertRefused(Map.of(), "backends names no backend: it is like main=http://127.0.0.1:4317");
        assertRefused(with(backend, "answer", "any"), "happensbefore.exporter.answer is first or all, not any");
        assertRefused(with(backend, "main.protocol", "soap"), "main.protocol is grpc or http/protobuf, not soap");
        assertRefused(with(backend, "max.spans", "0"), "max.spans, .max.bytes, .timeout: 0 items");
    }

    private static Map<String, String> with(Map<String, String> properties, String key, String value) {
        Map<String, String> more = new HashMap<>(properties);
        more.put("happensbefore.exporter." + key, value);
        return more;
    }

    private static void assertRefused(Map<String, String> properties, String message) {
        assertThatThrownBy(() -> new MultiBackendExporterProvider()
                        .createExporter(DefaultConfigProperties.createFromMap(properties)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    private static OpenTelemetrySdk sdk(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(properties);
        all.put("otel.traces.exporter", "multi_backend");
        all.put("otel.metrics.exporter", "none");
        all.put("otel.logs.exporter", "none");
        return AutoConfiguredOpenTelemetrySdk.builder()
                .disableShutdownHook()
                .addPropertiesSupplier(() -> all)
                .build()
                .getOpenTelemetrySdk();
    }
}
