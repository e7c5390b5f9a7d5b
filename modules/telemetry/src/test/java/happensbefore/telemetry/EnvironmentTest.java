package happensbefore.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.RequestCounts;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Settings through system properties, which the SDK reads before environment variables of the same meaning.
class EnvironmentTest {
    private final Map<String, String> before = new HashMap<>();

    private void set(String property, String value) {
        before.put(property, System.getProperty(property, ""));
        System.setProperty(property, value);
    }

    @AfterEach
    void restore() {
        before.forEach((property, value) -> {
            if (value.isEmpty()) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, value);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"grpc", "http/protobuf"})
    void withoutAnEndpointAReceiverIsStartedAndUsed(String protocol) throws Exception {
        set("otel.exporter.otlp.protocol", protocol);
        EmbeddedReceiver receiver;
        try (Telemetry telemetry = Telemetry.create("shop")) {
            receiver = telemetry.receiver().orElseThrow();
            recordOneOfEach(telemetry);
            assertThat(telemetry.flush()).isTrue();
            gotOneOfEach(receiver, "shop");
            RequestCounts requests = receiver.requests();
            assertThat(protocol.equals("grpc") ? requests.acceptedGrpc() : requests.acceptedHttp())
                    .isEqualTo(requests.accepted());
        }
        assertThat(receiver.spansNamed("order")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"grpc, none", "grpc, gzip", "http/protobuf, none", "http/protobuf, gzip"})
    void anEndpointIsHonored(String protocol, String compression) throws Exception {
        try (EmbeddedReceiver elsewhere = EmbeddedReceiver.start()) {
            set("otel.exporter.otlp.endpoint", elsewhere.grpcEndpoint().toString());
            set("otel.exporter.otlp.protocol", protocol);
            set("otel.exporter.otlp.compression", compression);
            set("otel.service.name", "named by the environment");
            try (Telemetry telemetry = Telemetry.create("shop")) {
                assertThat(telemetry.receiver()).isEmpty();
                recordOneOfEach(telemetry);
                assertThat(telemetry.flush()).isTrue();
                gotOneOfEach(elsewhere, "named by the environment");
            }
        }
    }

    @Test
    void aDisabledSdkStartsNoReceiverAndSendsNothing() {
        set("otel.sdk.disabled", "true");
        try (Telemetry telemetry = Telemetry.create("shop")) {
            assertThat(telemetry.receiver()).isEmpty();
            recordOneOfEach(telemetry);
            assertThat(telemetry.flush()).isTrue();
            assertThat(telemetry.spanDelivery()).isEqualTo(new Delivery(0, 0, 0, 0));
        }
    }

    @Test
    void aSettingTheSdkDoesNotKnowIsAnErrorThatNamesIt() {
        set("otel.traces.exporter", "pigeon");
        assertThatThrownBy(() -> Telemetry.create("shop"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("pigeon");
    }

    private static void recordOneOfEach(Telemetry telemetry) {
        telemetry
                .openTelemetry()
                .getTracer("t")
                .spanBuilder("order")
                .startSpan()
                .end();
        telemetry.openTelemetry().getMeter("m").counterBuilder("orders").build().add(1);
        telemetry
                .openTelemetry()
                .getLogsBridge()
                .get("l")
                .logRecordBuilder()
                .setBody("ordered")
                .emit();
    }

    private static void gotOneOfEach(EmbeddedReceiver receiver, String service) throws Exception {
        assertThat(receiver.spans()).singleElement().satisfies(span -> {
            assertThat(span.name()).isEqualTo("order");
            assertThat(span.service()).isEqualTo(service);
        });
        assertThat(receiver.latestSum("orders")).hasValue(1);
        assertThat(receiver.awaitLogs(1, Duration.ofSeconds(10)))
                .singleElement()
                .satisfies(log -> assertThat(log.body()).isEqualTo("ordered"));
        assertThat(receiver.latestSum("otel.sdk.exporter.span.exported")).hasValue(1);
        assertThat(receiver.latestSum("otel.sdk.processor.span.processed")).hasValue(1);
    }
}
