package happensbefore.lockfree.otlp;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.lockfree.BoundedQueue;
import happensbefore.lockfree.CountedQueue;
import happensbefore.lockfree.MpmcRingQueue;
import happensbefore.lockfree.SpscRingQueue;
import happensbefore.lockfree.otlp.ObservedRingQueue.Handover;
import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedSpan;
import happensbefore.testkit.Race;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The span queue as its backend sees it: every item is accounted for, and each consumer's span
/// links to its producer's.
class ObservedRingQueueTest {
    private static final int ITEMS = 300;
    private static final int PRODUCERS = 3;

    private final EmbeddedReceiver receiver = EmbeddedReceiver.start();
    private final Telemetry telemetry = Telemetry.sendingTo(receiver, "queue");
    private final Tracer tracer = telemetry.openTelemetry().getTracer("test");

    @AfterEach
    void close() {
        telemetry.close();
        receiver.close();
    }

    private <E> ObservedRingQueue<E> queueOver(BoundedQueue<Handover<E>> ring) {
        return new ObservedRingQueue<>(ring, telemetry.openTelemetry().getMeter("test"), "ring_span_queue/0");
    }

    @Test
    void reportsSizeCapacityAndDropsByReason() {
        try (ObservedRingQueue<String> queue = queueOver(new SpscRingQueue<>(4))) {
            for (int i = 0; i < 6; i++) {
                assertThat(queue.offer("span " + i)).isEqualTo(i < 4);
            }
            assertThat(requireNonNull(queue.poll()).item()).isEqualTo("span 0");
            queue.shutdown();
            assertThat(queue.offer("late")).isFalse();
            assertThat(telemetry.flush()).isTrue();

            assertThat(sum("happensbefore.processor.span.offered", null)).isEqualTo(7);
            assertThat(sum("otel.sdk.processor.span.queue.size", null)).isEqualTo(3);
            assertThat(sum("otel.sdk.processor.span.queue.capacity", null)).isEqualTo(4);
            assertThat(sum("otel.sdk.processor.span.processed", "queue_full")).isEqualTo(2);
            assertThat(sum("otel.sdk.processor.span.processed", "already_shutdown"))
                    .isEqualTo(1);
            assertThat(sum("otel.sdk.processor.span.processed", null)).isEqualTo(4); // one handed out, three dropped
        }
    }

    @Test
    void consumersLinkToProducersAndNothingIsLeftBehind() throws Exception {
        try (ObservedRingQueue<Integer> queue = queueOver(new MpmcRingQueue<>(8));
                var race = Race.within(Duration.ofSeconds(60))) {
            var accepted = new AtomicInteger();
            var producing = new AtomicInteger(PRODUCERS);
            for (int i = 0; i < PRODUCERS; i++) {
                race.thread("producer " + i, () -> {
                    for (int item = 0; item < ITEMS; item++) {
                        accepted.addAndGet(produce(queue, item) ? 1 : 0);
                    }
                    if (producing.decrementAndGet() == 0) {
                        queue.shutdown();
                    }
                });
            }
            for (int i = 0; i < 2; i++) {
                race.thread("consumer " + i, () -> consumeUntilDrained(queue));
            }
            race.run();

            CountedQueue.Counts counts = queue.counts();
            assertThat(counts.offered()).isEqualTo(PRODUCERS * ITEMS);
            assertThat(counts.handedOut()).isEqualTo(accepted.get());
            assertThat(counts.queued()).isZero();
            assertThat(telemetry.flush()).isTrue();
            assertThat(sum("otel.sdk.processor.span.processed", null)).isEqualTo(PRODUCERS * ITEMS);
            assertThat(sum("otel.sdk.processor.span.queue.size", null)).isZero();

            Map<String, ReceivedSpan> produced = receiver.spansNamed("produce").stream()
                    .collect(Collectors.toMap(ReceivedSpan::spanId, Function.identity()));
            assertThat(receiver.spansNamed("consume")).hasSize(accepted.get()).allSatisfy(consume -> {
                String linked = consume.links().getFirst().spanId();
                assertThat(produced).containsKey(linked);
                ReceivedSpan producer = requireNonNull(produced.get(linked));
                assertThat(consume.links()).hasSize(1);
                assertThat(consume.attributes().get("item"))
                        .isEqualTo(producer.attributes().get("item"));
            });
        }
    }

    private boolean produce(ObservedRingQueue<Integer> queue, int item) {
        Span span = tracer.spanBuilder("produce").setAttribute("item", item).startSpan();
        try (Scope _ = span.makeCurrent()) {
            return queue.offer(item);
        } finally {
            span.end();
        }
    }

    private void consumeUntilDrained(ObservedRingQueue<Integer> queue) throws InterruptedException {
        while (!queue.isDrained()) {
            Handover<Integer> next = queue.poll();
            if (next != null) {
                next.linkTo(tracer.spanBuilder("consume"))
                        .setAttribute("item", next.item())
                        .startSpan()
                        .end();
            } else if (Thread.interrupted()) {
                throw new InterruptedException();
            } else {
                Thread.yield();
            }
        }
    }

    private double sum(String metric, @Nullable String errorType) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put("otel.component.name", "ring_span_queue/0"); // the SDK's own queue reports under the same names
        if (errorType != null) {
            attributes.put("error.type", errorType);
        }
        return receiver.latestSum(metric, attributes).orElseThrow();
    }
}
