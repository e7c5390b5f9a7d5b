package happensbefore.spanexport.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import happensbefore.producerconsumer.Overload;
import happensbefore.spanexport.BatchSettings;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.autoconfigure.spi.internal.DefaultConfigProperties;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A service that changes nothing but its configuration.
@Timeout(60)
class AutoConfigurationTest {
    @Test
    void oneSettingPutsTheProcessorInPlace() {
        try (EmbeddedReceiver receiver = EmbeddedReceiver.start();
                OpenTelemetrySdk sdk = sdk(receiver, Map.of("happensbefore.span.processor", "adaptive"))) {
            assertThat(sdk.toString())
                    .contains("AdaptiveBatchSpanProcessor")
                    .doesNotContain("BatchSpanProcessor{export");
            sdk.getTracer("test").spanBuilder("work").startSpan().end();
            assertThat(sdk.getSdkTracerProvider()
                            .forceFlush()
                            .join(60, TimeUnit.SECONDS)
                            .isSuccess())
                    .isTrue();
            assertThat(receiver.spansNamed("work")).hasSize(1);
            assertThat(sdk.getSdkTracerProvider()
                            .shutdown()
                            .join(60, TimeUnit.SECONDS)
                            .isSuccess())
                    .isTrue();
        }
    }

    @Test
    void withoutItNothingChanges() {
        try (EmbeddedReceiver receiver = EmbeddedReceiver.start();
                OpenTelemetrySdk sdk = sdk(receiver, Map.of())) {
            assertThat(sdk.toString()).contains("BatchSpanProcessor").doesNotContain("Adaptive");
        }
    }

    @Test
    void theSdksOwnSettingsMeanTheSame() {
        BatchSettings settings = settings(Map.of(
                "otel.bsp.max.queue.size", "100",
                "otel.bsp.max.export.batch.size", "10",
                "otel.bsp.schedule.delay", "50ms",
                "otel.bsp.export.timeout", "3s",
                "happensbefore.span.processor.max.bytes", "5000"));
        assertThat(settings.capacity()).isEqualTo(100);
        assertThat(settings.pace().maxBatch()).isEqualTo(10);
        assertThat(settings.pace().maxDelay()).isEqualTo(Duration.ofMillis(50));
        assertThat(settings.exportTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.maxWeight()).isEqualTo(5000);
        assertThat(settings.overload()).isEqualTo(Overload.dropNewest());
        assertThat(settings(Map.of())).isEqualTo(BatchSettings.DEFAULT);
    }

    @Test
    void everyPolicyHasAName() {
        assertThat(overload("block")).isEqualTo(Overload.block());
        assertThat(overload("drop_oldest")).isEqualTo(Overload.dropOldest());
        assertThat(overload("drop_newest")).isEqualTo(Overload.dropNewest());
        assertThat(overload("fail")).isEqualTo(Overload.fail());
        assertThat(settings(Map.of(
                                "happensbefore.span.processor.overload", "time_out",
                                "happensbefore.span.processor.overload.wait", "7ms"))
                        .overload())
                .isEqualTo(Overload.timeOut(Duration.ofMillis(7)));
    }

    @Test
    void whatNoSettingMeansIsToldWithWhatOneMayMean() {
        assertThatThrownBy(() -> overload("panic"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("drop_newest, drop_oldest, fail, block or time_out, not panic");
        assertThatThrownBy(() -> settings(Map.of("otel.bsp.max.queue.size", "3")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("a queue of 3 cannot hold a batch of 512");
        assertThatThrownBy(() -> {
                    try (EmbeddedReceiver receiver = EmbeddedReceiver.start()) {
                        sdk(receiver, Map.of("happensbefore.span.processor", "fast"))
                                .close();
                    }
                })
                .hasStackTraceContaining("happensbefore.span.processor is adaptive or batch, not fast");
    }

    private static Overload overload(String policy) {
        return settings(Map.of("happensbefore.span.processor.overload", policy)).overload();
    }

    private static BatchSettings settings(Map<String, String> properties) {
        return AdaptiveBatchCustomizer.settings(DefaultConfigProperties.createFromMap(properties));
    }

    private static OpenTelemetrySdk sdk(EmbeddedReceiver receiver, Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(properties);
        all.put("otel.exporter.otlp.endpoint", receiver.grpcEndpoint().toString());
        all.put("otel.exporter.otlp.protocol", "grpc");
        all.put("otel.metrics.exporter", "none");
        all.put("otel.logs.exporter", "none");
        return AutoConfiguredOpenTelemetrySdk.builder()
                .disableShutdownHook()
                .addPropertiesSupplier(() -> all)
                .build()
                .getOpenTelemetrySdk();
    }
}
