package happensbefore.channels.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedSpan;
import happensbefore.testkit.Race;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TracedChannelTest {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int EACH = 50;

    private final EmbeddedReceiver receiver = EmbeddedReceiver.start();
    private final Telemetry telemetry = Telemetry.sendingTo(receiver, "channel");
    private final TracedChannel<Integer> channel = new TracedChannel<>(telemetry.openTelemetry(), "orders", 2);

    @AfterEach
    void end() {
        channel.close();
        telemetry.close();
        receiver.close();
    }

    @Test
    void eachConsumerSpanLinksToItsProducersSpan() throws Exception {
        AtomicInteger sum = new AtomicInteger();
        try (Race race = Race.within(BOUND)) {
            for (int i = 0; i < 3; i++) {
                TracedChannel<Integer>.Producer producer = channel.producer();
                TracedChannel<Integer>.Worker worker = channel.worker();
                race.virtualThread("producer " + i, () -> {
                    try (producer) {
                        for (int value = 1; value <= EACH; value++) {
                            assertThat(producer.send(value, BOUND)).isTrue();
                        }
                    }
                });
                race.virtualThread("worker " + i, () -> {
                    try (worker) {
                        boolean more = true;
                        while (more) {
                            more = worker.process(sum::addAndGet);
                        }
                    }
                });
            }
            channel.close();
            race.run();
        }
        assertThat(sum).hasValue(3 * EACH * (EACH + 1) / 2);
        assertThat(telemetry.flush()).isTrue();

        Map<String, ReceivedSpan> sent = receiver.spansNamed("orders send").stream()
                .collect(Collectors.toMap(ReceivedSpan::spanId, Function.identity()));
        List<ReceivedSpan> processed = receiver.spansNamed("orders process");
        assertThat(sent).hasSize(3 * EACH);
        assertThat(processed)
                .allSatisfy(span -> assertThat(span.kind()).isEqualTo(SpanKind.CONSUMER))
                .extracting(span -> span.links().getFirst().spanId())
                .containsExactlyInAnyOrderElementsOf(sent.keySet());
        assertThat(receiver.latestSum("happensbefore.channel.sent")).hasValue(3 * EACH);
        assertThat(receiver.latestSum("happensbefore.channel.received")).hasValue(3 * EACH);
        assertThat(receiver.latestCount("happensbefore.channel.wait", Map.of("happensbefore.channel.name", "orders")))
                .hasValue(3 * EACH);
    }

    @Test
    void theWorkRunsInTheProducersContext() throws Exception {
        AtomicReference<@Nullable String> tenant = new AtomicReference<>();
        try (TracedChannel<Integer>.Producer producer = channel.producer();
                TracedChannel<Integer>.Worker worker = channel.worker()) {
            try (Scope _ = Baggage.builder().put("tenant", "a").build().makeCurrent()) {
                assertThat(producer.send(1, BOUND)).isTrue();
            }
            assertThat(worker.process(value -> tenant.set(Baggage.current().getEntryValue("tenant"))))
                    .isTrue();
        }
        assertThat(tenant).hasValue("a");
        assertThat(Baggage.current().isEmpty()).isTrue();
    }

    @Test
    void everyDropIsCountedWithItsReason() throws Exception {
        TracedChannel<Integer>.Producer producer = channel.producer();
        TracedChannel<Integer>.Worker worker = channel.worker();
        assertThat(producer.send(1, Duration.ZERO)).isTrue();
        assertThat(producer.send(2, Duration.ZERO)).isTrue();
        assertThat(producer.send(3, Duration.ZERO)).isFalse();
        assertThat(producer.send(4, Duration.ofMillis(1))).isFalse();
        assertThat(telemetry.flush()).isTrue();
        assertThat(receiver.latestSum("happensbefore.channel.size")).hasValue(2);
        channel.close();
        worker.close();
        assertThat(producer.send(5, BOUND)).isFalse();
        producer.close();
        assertThat(telemetry.flush()).isTrue();

        assertThat(dropped("queue_full")).isEqualTo(1);
        assertThat(dropped("timeout")).isEqualTo(1);
        assertThat(dropped("not_received")).isEqualTo(2);
        assertThat(dropped("closed")).isEqualTo(1);
        assertThat(receiver.spansNamed("orders send"))
                .filteredOn(span -> span.status() == StatusCode.ERROR)
                .hasSize(3);
    }

    private double dropped(String reason) {
        return receiver.latestSum("happensbefore.channel.dropped", Map.of("error.type", reason))
                .orElse(0);
    }

    @Test
    void failedWorkIsToldToTheCallerAndRecorded() throws Exception {
        try (TracedChannel<Integer>.Producer producer = channel.producer();
                TracedChannel<Integer>.Worker worker = channel.worker()) {
            assertThat(producer.send(1, BOUND)).isTrue();
            assertThatIllegalStateException()
                    .isThrownBy(() -> worker.process(value -> {
                        throw new IllegalStateException("broken work");
                    }));
        }
        assertThat(telemetry.flush()).isTrue();
        assertThat(receiver.spansNamed("orders process"))
                .singleElement()
                .extracting(ReceivedSpan::status)
                .isEqualTo(StatusCode.ERROR);
    }
}
