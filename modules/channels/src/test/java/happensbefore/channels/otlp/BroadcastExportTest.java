package happensbefore.channels.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedSpan;
import happensbefore.testkit.Race;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Each exporter sends to a backend of its own over OTLP, and the metrics about that go to a monitor.
@Timeout(60)
class BroadcastExportTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final int CAPACITY = 32;
    private static final int SPANS = 200;

    /// A real backend, and the SDK that sends to it.
    private static final class Backend implements AutoCloseable {
        final EmbeddedReceiver receiver = EmbeddedReceiver.start();
        final Telemetry telemetry = Telemetry.sendingTo(receiver, "exporter");

        void send(String name) {
            telemetry
                    .openTelemetry()
                    .getTracer("backend")
                    .spanBuilder(name)
                    .setNoParent()
                    .startSpan()
                    .end();
        }

        List<String> received() {
            assertThat(telemetry.flush()).isTrue();
            return receiver.spans().stream().map(ReceivedSpan::name).toList();
        }

        @Override
        public void close() {
            telemetry.close();
            receiver.close();
        }
    }

    private final Backend monitor = new Backend();
    private final List<Backend> backends = new ArrayList<>();
    private final BroadcastExport<String> export = new BroadcastExport<>(monitor.telemetry.openTelemetry(), CAPACITY);

    private Backend backend() {
        Backend backend = new Backend();
        backends.add(backend);
        return backend;
    }

    @AfterEach
    void end() {
        export.close();
        monitor.close();
        backends.forEach(Backend::close);
    }

    private double metric(String name, Map<String, String> attributes) {
        assertThat(monitor.telemetry.flush()).isTrue();
        return monitor.receiver.latestSum(name, attributes).orElse(0);
    }

    private double processed(String exporter, String errorType) {
        return metric(
                "otel.sdk.processor.span.processed", Map.of("otel.component.name", exporter, "error.type", errorType));
    }

    @Test
    void oneSlowExporterCostsTheOthersNothingAndItsMissedSpansAreCounted() {
        Backend quick = backend();
        Backend quicker = backend();
        Backend slow = backend();
        CountDownLatch go = new CountDownLatch(1);
        export.add("quick", quick::send);
        export.add("quicker", quicker::send);
        export.add("slow", span -> {
            go.await();
            slow.send(span);
        });
        List<String> spans =
                IntStream.range(0, SPANS).mapToObj(i -> "span " + i).toList();
        for (int i = 0; i < SPANS; i++) {
            export.export(spans.get(i));
            int sent = i + 1;
            if (sent % CAPACITY == 0) {
                await().until(() -> quick.telemetry.spanDelivery().recorded() == sent
                        && quicker.telemetry.spanDelivery().recorded() == sent);
            }
        }
        go.countDown();
        export.close();

        assertThat(quick.received()).containsExactlyElementsOf(spans);
        assertThat(quicker.received()).containsExactlyElementsOf(spans);
        List<String> late = slow.received();
        double lagged = processed("slow", "lagged");
        assertThat(lagged).isPositive().isEqualTo(SPANS - late.size());
        assertThat(spans).containsSubsequence(late);
        assertThat(metric("otel.sdk.processor.span.processed", Map.of("otel.component.name", "slow")))
                .isEqualTo(SPANS);
        assertThat(processed("quick", "lagged")).isZero();
    }

    @Test
    void theExportersSpanLinksToTheProducersAndItsBaggageIsThere() {
        CountDownLatch sent = new CountDownLatch(1);
        export.add("traced", span -> {
            assertThat(Baggage.current().getEntryValue("tenant")).isEqualTo("a");
            sent.countDown();
        });
        Span producer = monitor.telemetry
                .openTelemetry()
                .getTracer("test")
                .spanBuilder("producer")
                .startSpan();
        Context context = Context.current()
                .with(producer)
                .with(Baggage.builder().put("tenant", "a").build());
        try (Scope _ = context.makeCurrent()) {
            export.export("span");
        } finally {
            producer.end();
        }
        export.close();
        assertThat(sent.getCount()).isZero();
        assertThat(monitor.telemetry.flush()).isTrue();
        assertThat(monitor.receiver.spansNamed("traced export")).singleElement().satisfies(span -> {
            assertThat(span.isRoot()).isTrue();
            assertThat(span.links())
                    .extracting(ReceivedSpan.Link::spanId)
                    .containsExactly(producer.getSpanContext().getSpanId());
        });
    }

    @Test
    void aSpanThatTheBackendRefusesIsCountedWithWhatItThrewAndTheNextOneIsSent() {
        Backend backend = backend();
        export.add("moody", span -> {
            if (span.equals("bad")) {
                throw new IOException("refused");
            }
            backend.send(span);
        });
        List.of("good", "bad", "better").forEach(export::export);
        export.close();
        assertThat(backend.received()).containsExactly("good", "better");
        assertThat(processed("moody", "java.io.IOException")).isEqualTo(1);
    }

    @Test
    void anInterruptOfTheCloserStopsTheExportersAndWhatTheyLeaveIsCounted() throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        export.add("stuck", _ -> {
            stuck.countDown();
            never.await();
        });
        for (int i = 0; i < 5; i++) {
            export.export("span " + i);
        }
        assertThat(metric("otel.sdk.processor.span.queue.size", Map.of("otel.component.name", "stuck")))
                .isEqualTo(5);
        try (Race race = Race.within(BOUND)) {
            race.thread("closes", () -> {
                stuck.await();
                Thread.currentThread().interrupt();
                export.close();
                assertThat(Thread.interrupted()).isTrue();
            });
            race.run();
        }
        assertThat(processed("stuck", "interrupted")).isEqualTo(5);
    }
}
