package happensbefore.workstealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Trees of all shapes are counted whole, by as many tasks as the threshold says, on several threads.
@Timeout(60)
class TreeReductionTest {
    private final ForkJoinPool pool = new ForkJoinPool(2);

    @AfterEach
    void end() {
        pool.shutdownNow();
    }

    /// The numbers below a bound, as a tree in which a node's children are made from its number.
    private record Shape(String name, int nodes) {
        List<Integer> children(int node) {
            return switch (name) {
                case "binary" -> within(2 * node + 1, 2 * node + 2);
                case "chain" -> within(node + 1, node + 1);
                case "star" -> node == 0 ? within(1, nodes - 1) : List.of();
                case "comb" -> node % 2 == 0 ? within(node + 1, node + 2) : List.of();
                default -> throw new IllegalArgumentException(name);
            };
        }

        private List<Integer> within(int from, int to) {
            return IntStream.rangeClosed(from, Math.min(to, nodes - 1)).boxed().toList();
        }

        TreeReduction<Integer, Long> sum(Threshold threshold) {
            return new TreeReduction<>(this::children, node -> (long) node, Long::sum, threshold);
        }
    }

    static List<Object[]> shapesAndThresholds() {
        List<Threshold> thresholds = List.of(
                new Threshold.EveryNode(), new Threshold.Depth(0), new Threshold.Depth(4), new Threshold.Surplus(3));
        return Stream.of("binary", "chain", "star", "comb")
                .flatMap(shape -> thresholds.stream().map(threshold -> new Object[] {shape, threshold}))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("shapesAndThresholds")
    void everyNodeIsVisitedOnce(String shape, Threshold threshold) {
        int nodes = 50_000;
        assertThat(new Shape(shape, nodes).sum(threshold).reduce(pool, 0)).isEqualTo((long) nodes * (nodes - 1) / 2);
    }

    private long tasks(String shape, int nodes, Threshold threshold) {
        LongAdder tasks = new LongAdder();
        LongAdder visited = new LongAdder();
        LongAdder given = new LongAdder();
        new Shape(shape, nodes)
                .sum(threshold)
                .observedBy(() -> {
                    tasks.increment();
                    return (here, away) -> {
                        visited.add(here);
                        given.add(away);
                    };
                })
                .reduce(pool, 0);
        assertThat(visited.sum()).isEqualTo(nodes);
        assertThat(given.sum()).isEqualTo(tasks.sum() - 1);
        return tasks.sum();
    }

    @Test
    void aThresholdSaysHowManyTasksThereAre() {
        assertThat(tasks("binary", 1_023, new Threshold.Depth(0))).isEqualTo(1);
        assertThat(tasks("binary", 1_023, new Threshold.Depth(4))).isBetween(2L, 15L);
        assertThat(tasks("star", 1_000, new Threshold.EveryNode())).isGreaterThan(990);
        assertThat(tasks("binary", 50_000, new Threshold.Surplus(3)))
                .as("a task only where somebody may steal it")
                .isBetween(2L, 10_000L);
    }

    @Test
    void twoThreadsWorkAtTheSameTime() {
        CyclicBarrier both = new CyclicBarrier(2);
        Queue<Thread> threads = new ConcurrentLinkedQueue<>();
        TreeReduction<Integer, Integer> meeting = new TreeReduction<>(
                node -> node == 0 ? List.of(1, 2) : List.of(),
                node -> {
                    if (node > 0) {
                        meet(both);
                        threads.add(Thread.currentThread());
                    }
                    return 1;
                },
                Integer::sum,
                new Threshold.Surplus(3));
        assertThat(meeting.reduce(pool, 0)).isEqualTo(3);
        assertThat(threads).doesNotHaveDuplicates().hasSize(2);
    }

    private static void meet(CyclicBarrier both) {
        try {
            both.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("the two visits do not run at the same time", e);
        }
    }

    @Test
    void aFailureComesOutAndEndsTheVisits() {
        AtomicInteger visits = new AtomicInteger();
        int nodes = 10_000_000;
        Shape shape = new Shape("binary", nodes);
        TreeReduction<Integer, Integer> failing = new TreeReduction<>(
                shape::children,
                node -> {
                    visits.incrementAndGet();
                    if (node == 77) {
                        throw new IllegalStateException("node 77");
                    }
                    return 1;
                },
                Integer::sum,
                new Threshold.Surplus(3));
        assertThatIllegalStateException()
                .isThrownBy(() -> failing.reduce(pool, 0))
                .withMessageContaining("node 77");
        assertThat(pool.awaitQuiescence(30, TimeUnit.SECONDS)).isTrue();
        assertThat(visits).hasValueLessThan(nodes);
        assertThat(shape.sum(new Threshold.Depth(3)).reduce(pool, nodes - 10))
                .as("the pool goes on")
                .isPositive();
    }

    @Test
    void negativeThresholdsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Threshold.Depth(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Threshold.Surplus(-1));
    }
}
