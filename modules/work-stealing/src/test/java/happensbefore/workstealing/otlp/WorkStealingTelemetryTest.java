package happensbefore.workstealing.otlp;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedSpan;
import happensbefore.workstealing.Fork;
import happensbefore.workstealing.Threshold;
import happensbefore.workstealing.TreeReduction;
import happensbefore.workstealing.WorkStealingPool;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a backend sees of pools: where each task ran, whose it was, and figures that add up.
@Timeout(60)
class WorkStealingTelemetryTest {
    private final EmbeddedReceiver receiver = EmbeddedReceiver.start();
    private final Telemetry telemetry = Telemetry.sendingTo(receiver, "pool");
    private final Tracer tracer = telemetry.openTelemetry().getTracer("test");
    private final Meter meter = telemetry.openTelemetry().getMeter("test");
    private final WorkStealingPool pool = new WorkStealingPool(2);
    private final TracedPool traced = new TracedPool(pool, tracer);

    @AfterEach
    void close() throws InterruptedException {
        pool.shutdownNow();
        assertThat(pool.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        telemetry.close();
        receiver.close();
    }

    private ReceivedSpan only(String name) {
        List<ReceivedSpan> spans = receiver.spansNamed(name);
        assertThat(spans).hasSize(1);
        return spans.getFirst();
    }

    @Test
    void aSpanTellsWhereItsTaskRanAndFromWhomItWasStolen() {
        CountDownLatch stolen = new CountDownLatch(1);
        Span caller = tracer.spanBuilder("caller").startSpan();
        try (Scope _ = caller.makeCurrent();
                Scope _ = Baggage.builder().put("order", "7").build().makeCurrent()) {
            traced.fork("outer", () -> {
                        Fork<String> inner = traced.fork("inner", () -> {
                            stolen.countDown();
                            return requireNonNull(Baggage.current().getEntryValue("order"));
                        });
                        assertThat(stolen.await(30, TimeUnit.SECONDS)).isTrue();
                        String order = inner.join();
                        return traced.fork("own", () -> order).join();
                    })
                    .join();
        } finally {
            caller.end();
        }
        assertThat(telemetry.flush()).isTrue();

        ReceivedSpan outer = only("outer");
        ReceivedSpan inner = only("inner");
        assertThat(outer.parentSpanId()).isEqualTo(only("caller").spanId());
        assertThat(inner.parentSpanId()).isEqualTo(outer.spanId());
        assertThat(outer.attributes()).containsEntry("happensbefore.task.source", "outside");
        assertThat(inner.attributes())
                .containsEntry("happensbefore.task.source", "stolen")
                .containsEntry("happensbefore.task.victim", outer.attributes().get("happensbefore.worker"));
        assertThat(inner.attributes().get("happensbefore.worker"))
                .isNotEqualTo(outer.attributes().get("happensbefore.worker"));
        assertThat(only("own").parentSpanId()).isEqualTo(outer.spanId());
    }

    @Test
    void theGiversContextReachesEachTask() {
        List<Fork<String>> tasks = IntStream.range(0, 200)
                .mapToObj(i -> {
                    try (Scope _ = Baggage.builder()
                            .put("order", String.valueOf(i))
                            .build()
                            .makeCurrent()) {
                        return traced.fork(
                                "task", () -> requireNonNull(Baggage.current().getEntryValue("order")));
                    }
                })
                .toList();
        for (int i = 0; i < tasks.size(); i++) {
            assertThat(tasks.get(i).join()).isEqualTo(String.valueOf(i));
        }
        assertThat(pool.fork(() -> Baggage.current().isEmpty()).join())
                .as("nothing is left behind")
                .isTrue();
    }

    @Test
    void aTaskThatFailsSaysSoInItsSpan() {
        Fork<Object> failing = traced.fork("failing", () -> {
            throw new IOException("no disk");
        });
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(failing::join)
                .withCauseInstanceOf(IOException.class);
        assertThat(telemetry.flush()).isTrue();
        assertThat(only("failing").status()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void theMetricsAreThePoolsCounts() {
        try (PoolMetrics _ = new PoolMetrics(meter, "orders", pool)) {
            for (int i = 0; i < 50; i++) {
                pool.fork(() -> 1).join();
            }
            CountDownLatch gate = new CountDownLatch(1);
            CountDownLatch busy = new CountDownLatch(2);
            for (int i = 0; i < 2; i++) {
                pool.execute(() -> {
                    busy.countDown();
                    try {
                        gate.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            Awaitility.await().until(() -> busy.getCount() == 0);
            for (int i = 0; i < 7; i++) {
                pool.execute(() -> {});
            }
            assertThat(telemetry.flush()).isTrue();
            assertThat(sum("tasks", Map.of())).isEqualTo(50);
            assertThat(sum("queue.size", Map.of("queue", "outside")) + sum("queue.size", Map.of("queue", "inside")))
                    .isEqualTo(7);
            assertThat(sum("threads", Map.of("state", "awake"))).isEqualTo(2);
            assertThat(sum("batches", Map.of())).isPositive();

            gate.countDown();
            Awaitility.await().until(() -> pool.counts().awake() == 0);
            assertThat(telemetry.flush()).isTrue();
            assertThat(sum("tasks", Map.of())).isEqualTo(59);
            assertThat(sum("queue.size", Map.of())).isZero();
            assertThat(sum("threads", Map.of("state", "awake"))).isZero();
            assertThat(sum("threads", Map.of("state", "waiting"))).isEqualTo(2);
            assertThat(sum("parks", Map.of())).isPositive();
            assertThat(sum("blocks", Map.of())).isZero();
            assertThat(sum("steals", Map.of("outcome", "stolen")))
                    .isEqualTo(pool.counts().stolen());
            assertThat(sum("steals", Map.of("outcome", "lost")))
                    .isEqualTo(pool.counts().lost());
        }
    }

    private double sum(String metric, Map<String, String> attributes) {
        Map<String, Object> all = new HashMap<>(attributes);
        all.put("happensbefore.pool.name", "orders");
        return receiver.latestSum("happensbefore.pool." + metric, all).orElseThrow();
    }

    @Test
    void aReductionsTasksAreSpansByWorkerUnderTheCallers() {
        int nodes = 2_000;
        TreeReduction<Integer, Integer> count = new TreeReduction<>(
                node -> IntStream.rangeClosed(2 * node + 1, 2 * node + 2)
                        .filter(child -> child < nodes)
                        .boxed()
                        .toList(),
                _ -> 1,
                Integer::sum,
                new Threshold.Depth(4));
        Span caller = tracer.spanBuilder("caller").startSpan();
        try (ForkJoinPool jdk = new ForkJoinPool(2);
                Scope _ = caller.makeCurrent()) {
            assertThat(new TracedReduction<>(count, tracer, "count").reduce(jdk, 0))
                    .isEqualTo(nodes);
        } finally {
            caller.end();
        }
        assertThat(telemetry.flush()).isTrue();

        List<ReceivedSpan> walks = receiver.spansNamed("count walk");
        String parent = only("caller").spanId();
        assertThat(walks).hasSizeGreaterThan(1).allSatisfy(walk -> {
            assertThat(walk.parentSpanId()).isEqualTo(parent);
            assertThat((Long) walk.attributes().get("happensbefore.worker")).isBetween(-1L, 1_000L);
        });
        assertThat(total(walks, "happensbefore.tree.nodes")).isEqualTo(nodes);
        assertThat(total(walks, "happensbefore.tree.given")).isEqualTo(walks.size() - 1);
    }

    private static long total(List<ReceivedSpan> spans, String attribute) {
        return spans.stream()
                .mapToLong(span -> (Long) requireNonNull(span.attributes().get(attribute)))
                .sum();
    }
}
