package happensbefore.lockfree.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedSpan;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinkedWorkQueueTest {
    private static final int PRODUCERS = 2;
    private static final int ITEMS_EACH = 100;

    private final EmbeddedReceiver receiver = EmbeddedReceiver.start();
    private final Telemetry telemetry = Telemetry.sendingTo(receiver, "queue");
    private final LinkedWorkQueue<Integer> queue = new LinkedWorkQueue<>(telemetry.openTelemetry(), "work");

    @AfterEach
    void end() {
        queue.close();
        telemetry.close();
        receiver.close();
    }

    @Test
    void eachProcessSpanLinksToItsOwnSendSpanAndNothingIsLost() throws Exception {
        AtomicInteger done = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int producer = 0; producer < PRODUCERS; producer++) {
                threads.execute(() -> {
                    for (int i = 0; i < ITEMS_EACH; i++) {
                        queue.offer(i);
                    }
                });
                threads.execute(() -> {
                    while (done.get() < PRODUCERS * ITEMS_EACH) {
                        if (!queue.process(item -> done.incrementAndGet())) {
                            Thread.yield();
                        }
                    }
                });
            }
        }
        assertThat(telemetry.flush()).isTrue();

        Map<String, ReceivedSpan> sent =
                receiver.spansNamed("work send").stream().collect(Collectors.toMap(ReceivedSpan::spanId, span -> span));
        List<ReceivedSpan> processed = receiver.spansNamed("work process");
        assertThat(sent).hasSize(PRODUCERS * ITEMS_EACH);
        assertThat(processed).hasSize(PRODUCERS * ITEMS_EACH);
        assertThat(processed)
                .allSatisfy(span -> assertThat(span.kind()).isEqualTo(SpanKind.CONSUMER))
                .extracting(span -> span.links().getFirst().spanId())
                .containsExactlyInAnyOrderElementsOf(sent.keySet());
        assertThat(receiver.latestSum("happensbefore.queue.offered")).hasValue(PRODUCERS * ITEMS_EACH);
        assertThat(receiver.latestSum("happensbefore.queue.processed")).hasValue(PRODUCERS * ITEMS_EACH);
        assertThat(receiver.latestSum("happensbefore.queue.size")).hasValue(0);
        assertThat(receiver.latestSum("happensbefore.queue.retries", Map.of("operation", "offer")))
                .hasValue(queue.counts().offerRetries());
    }

    @Test
    void theWorkRunsInTheProducersContext() {
        AtomicReference<@Nullable String> tenant = new AtomicReference<>();
        try (Scope _ = Baggage.builder().put("tenant", "a").build().makeCurrent()) {
            queue.offer(1);
        }
        assertThat(queue.process(item -> tenant.set(Baggage.current().getEntryValue("tenant"))))
                .isTrue();
        assertThat(tenant).hasValue("a");
        assertThat(Baggage.current().isEmpty()).isTrue();
        assertThat(queue.process(item -> {})).isFalse();
    }

    @Test
    void failedWorkIsToldToTheCallerAndCounted() {
        queue.offer(1);
        assertThatIllegalStateException()
                .isThrownBy(() -> queue.process(item -> {
                    throw new IllegalStateException("broken");
                }));
        assertThat(queue.counts().failed()).isEqualTo(1);
        assertThat(telemetry.flush()).isTrue();
        ReceivedSpan process = receiver.spansNamed("work process").getFirst();
        assertThat(process.status()).isEqualTo(StatusCode.ERROR);
        assertThat(process.events()).extracting(ReceivedSpan.Event::name).containsExactly("exception");
        assertThat(receiver.latestSum("happensbefore.queue.processed", Map.of("error.type", "work_failed")))
                .hasValue(1);
    }
}
