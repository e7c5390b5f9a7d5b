package happensbefore.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedSpan;
import happensbefore.telemetry.receiver.ReceiverSettings;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The sample of a backend in `docs/telemetry.md`, on ports that nobody else needs.
@Timeout(60)
class ReceiverSampleTest {
    // @start region="sample"
    static String firstOf(ReceiverSettings settings) throws InterruptedException {
        try (EmbeddedReceiver receiver = EmbeddedReceiver.start(settings)) {
            ReceivedSpan first = receiver.awaitSpans(1, Duration.ofMinutes(1)).getFirst();
            return first.service() + ": " + first.name() + ", " + first.attributes();
        }
    }
    // @end region="sample"

    @Test
    void aServiceSendsToIt() throws Exception {
        int port;
        try (EmbeddedReceiver free = EmbeddedReceiver.start()) {
            port = free.grpcEndpoint().getPort();
        }
        ReceiverSettings settings = ReceiverSettings.standardPorts().withPorts(port, 0);
        FutureTask<String> first = new FutureTask<>(() -> firstOf(settings));
        Thread.startVirtualThread(first);
        await().ignoreExceptionsInstanceOf(IOException.class).until(() -> {
            new Socket("127.0.0.1", port).close();
            return true;
        });
        try (SdkTracerProvider service = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(OtlpGrpcSpanExporter.builder()
                        .setEndpoint("http://127.0.0.1:" + port)
                        .build()))
                .build()) {
            service.get("t")
                    .spanBuilder("order")
                    .setAttribute("n", 1)
                    .startSpan()
                    .end();
            assertThat(first.get(20, TimeUnit.SECONDS)).endsWith(": order, {n=1}");
        }
    }

    @Test
    void theStandardPortsAreOtlpsOnLoopback() {
        ReceiverSettings settings = ReceiverSettings.standardPorts();
        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.grpcPort()).isEqualTo(4317);
        assertThat(settings.httpPort()).isEqualTo(4318);
    }
}
