package happensbefore.producerconsumer.otlp;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import happensbefore.producerconsumer.AbandonedException;
import happensbefore.producerconsumer.Consumer;
import happensbefore.producerconsumer.ManyToMany;
import happensbefore.producerconsumer.OneToOne;
import happensbefore.producerconsumer.Overload;
import happensbefore.producerconsumer.Producer;
import happensbefore.producerconsumer.WaitStrategy;
import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedSpan;
import happensbefore.testkit.Race;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A hand-over as its backend sees it: spans that link, contexts that arrive, and counts that add up.
class HandOverTelemetryTest {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int ITEMS = 100;

    private final EmbeddedReceiver receiver = EmbeddedReceiver.start();
    private final Telemetry telemetry = Telemetry.sendingTo(receiver, "handover");
    private final Tracer tracer = telemetry.openTelemetry().getTracer("test");
    private final Meter meter = telemetry.openTelemetry().getMeter("test");

    @AfterEach
    void close() {
        telemetry.close();
        receiver.close();
    }

    @Test
    void theConsumersSpansLinkToTheProducersAndTheWorkRunsInTheirContext() throws InterruptedException {
        OneToOne<Carried<Integer>> plain = new OneToOne<>(8, WaitStrategy.park());
        ConcurrentLinkedQueue<String> baggage = new ConcurrentLinkedQueue<>();
        try (Race race = Race.within(BOUND)) {
            race.thread("producer", () -> produce(plain.producer()));
            race.thread("consumer", () -> {
                try (var consumer = new TracedConsumer<>(plain.consumer(), tracer, "orders")) {
                    while (consumer.process(item -> {
                        Span.current().setAttribute("item", item);
                        baggage.add(requireNonNull(Baggage.current().getEntryValue("order")));
                    })) {}
                }
            });
            race.run();
        }
        assertThat(telemetry.flush()).isTrue();

        assertThat(baggage)
                .containsExactlyElementsOf(
                        IntStream.range(0, ITEMS).mapToObj(String::valueOf).toList());
        Map<String, ReceivedSpan> produced = receiver.spansNamed("produce").stream()
                .collect(Collectors.toMap(ReceivedSpan::spanId, Function.identity()));
        List<ReceivedSpan> processed = receiver.spansNamed("orders process");
        assertThat(processed).hasSize(ITEMS).allSatisfy(process -> {
            assertThat(process.links()).hasSize(1);
            ReceivedSpan producer =
                    requireNonNull(produced.get(process.links().getFirst().spanId()));
            assertThat(process.attributes().get("item"))
                    .isEqualTo(producer.attributes().get("item"));
            assertThat(process.traceId()).as("linked, and not a child").isNotEqualTo(producer.traceId());
        });
    }

    private void produce(Producer<Carried<Integer>> plain) throws InterruptedException {
        try (var producer = new TracedProducer<>(plain)) {
            for (int item = 0; item < ITEMS; item++) {
                Span span =
                        tracer.spanBuilder("produce").setAttribute("item", item).startSpan();
                try (Scope _ = span.makeCurrent();
                        Scope _ = Baggage.builder()
                                .put("order", String.valueOf(item))
                                .build()
                                .makeCurrent()) {
                    producer.put(item);
                } finally {
                    span.end();
                }
            }
        }
    }

    @Test
    void manyToManyLinksEachItemOnceAndItsMetricsAddUp() throws InterruptedException {
        ManyToMany<Carried<Integer>> plain = new ManyToMany<>(8, WaitStrategy.park());
        try (HandOverMetrics _ = new HandOverMetrics(meter, "orders", plain);
                Race race = Race.within(BOUND)) {
            Producer<Carried<Integer>> another = plain.producer().another();
            Consumer<Carried<Integer>> other = plain.consumer().another();
            race.thread("producer 1", () -> produce(plain.producer()));
            race.thread("producer 2", () -> produce(another));
            race.thread("consumer 1", () -> processAll(plain.consumer()));
            race.thread("consumer 2", () -> processAll(other));
            race.run();
            assertThat(telemetry.flush()).isTrue();

            assertThat(receiver.spansNamed("orders process").stream()
                            .map(span -> span.links().getFirst().spanId()))
                    .containsExactlyInAnyOrderElementsOf(receiver.spansNamed("produce").stream()
                            .map(ReceivedSpan::spanId)
                            .toList());
            assertThat(sum("produced", Map.of())).isEqualTo(2 * ITEMS);
            assertThat(sum("consumed", Map.of())).isEqualTo(2 * ITEMS);
            assertThat(sum("dropped", Map.of())).isZero();
            assertThat(sum("queue.size", Map.of())).isZero();
        }
    }

    private void processAll(Consumer<Carried<Integer>> plain) throws InterruptedException {
        try (var consumer = new TracedConsumer<>(plain, tracer, "orders")) {
            while (consumer.process(item -> Span.current().setAttribute("item", item))) {}
        }
    }

    @Test
    void reportsSizeCapacityWaitsAndDropsByReason() throws InterruptedException {
        OneToOne<String> plain = new OneToOne<>(4, WaitStrategy.park());
        try (HandOverMetrics _ = new HandOverMetrics(meter, "orders", plain)) {
            Producer<String> producer = plain.producer();
            Consumer<String> consumer = plain.consumer();
            for (int i = 0; i < 4; i++) {
                producer.put("item " + i);
            }
            assertThat(consumer.take()).isEqualTo("item 0");
            producer.put("item 4");
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> producer.put("item 5"));
            assertThat(telemetry.flush()).isTrue();

            assertThat(sum("produced", Map.of())).isEqualTo(6);
            assertThat(sum("consumed", Map.of())).isEqualTo(1);
            assertThat(sum("dropped", Map.of("reason", "interrupted"))).isEqualTo(1);
            assertThat(sum("dropped", Map.of("reason", "abandoned"))).isZero();
            assertThat(sum("queue.size", Map.of())).isEqualTo(4);
            assertThat(sum("queue.capacity", Map.of())).isEqualTo(4);
            assertThat(sum("wait.time", Map.of("side", "producer"))).isPositive();
            assertThat(sum("wait.time", Map.of("side", "consumer"))).isZero();

            consumer.close();
            assertThatExceptionOfType(AbandonedException.class).isThrownBy(() -> producer.put("item 6"));
            producer.close();
            assertThat(telemetry.flush()).isTrue();

            assertThat(sum("dropped", Map.of("reason", "abandoned"))).isEqualTo(5);
            assertThat(sum("produced", Map.of())).isEqualTo(sum("consumed", Map.of()) + sum("dropped", Map.of()));
            assertThat(sum("queue.size", Map.of())).isZero();
        }
    }

    @Test
    void reportsEachPolicysDropsByTheirReason() throws InterruptedException {
        OneToOne<String> plain = new OneToOne<>(2, WaitStrategy.park(), Overload.dropOldest());
        try (HandOverMetrics _ = new HandOverMetrics(meter, "orders", plain)) {
            for (int i = 0; i < 5; i++) {
                assertThat(plain.producer().put("item " + i)).isTrue();
            }
            assertThat(telemetry.flush()).isTrue();
            assertThat(sum("dropped", Map.of("reason", "oldest"))).isEqualTo(3);
            assertThat(sum("dropped", Map.of("reason", "newest"))).isZero();
            assertThat(sum("produced", Map.of()))
                    .isEqualTo(sum("consumed", Map.of()) + sum("dropped", Map.of()) + sum("queue.size", Map.of()));
        }
    }

    @Test
    void workThatFailsLeavesItsMarkOnTheSpanAndComesOut() throws InterruptedException {
        OneToOne<Carried<String>> plain = new OneToOne<>(4, WaitStrategy.park());
        new TracedProducer<>(plain.producer()).put("broken");
        try (var consumer = new TracedConsumer<>(plain.consumer(), tracer, "orders")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> consumer.process(_ -> {
                        throw new IllegalArgumentException("broken");
                    }));
        }
        assertThat(telemetry.flush()).isTrue();
        assertThat(receiver.spansNamed("orders process"))
                .singleElement()
                .satisfies(span -> assertThat(span.status().toString()).containsIgnoringCase("error"));
    }

    private double sum(String metric, Map<String, String> attributes) {
        Map<String, Object> all = new HashMap<>(attributes);
        all.put("happensbefore.handover.name", "orders");
        return receiver.latestSum("happensbefore.handover." + metric, all).orElseThrow();
    }
}
