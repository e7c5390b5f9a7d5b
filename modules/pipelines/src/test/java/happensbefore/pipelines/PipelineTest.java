package happensbefore.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import happensbefore.pipelines.StageWatcher.Side;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// A pipeline that runs to its end.
@Timeout(60)
class PipelineTest {
    private static final int ITEMS = 2_000;

    static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static <T> List<T> results() {
        return Collections.synchronizedList(new ArrayList<>());
    }

    @Test
    void promptStagesHandOnSeveralAtATimeAndKeepTheOrder() throws Exception {
        List<Integer> out = results();
        Report report = Pipeline.of(Stage.<Integer, Integer>of("one", item -> item % 5 == 0 ? null : item)
                        .by(Workers.platform(2))
                        .withRoomFor(100)
                        .prompt())
                .then(Stage.<Integer, Integer>of("two", item -> item)
                        .by(Workers.virtual(3))
                        .withRoomFor(3)
                        .prompt())
                .run(Source.of(numbers(ITEMS)), out::add);
        assertThat(out)
                .containsExactlyElementsOf(
                        numbers(ITEMS).stream().filter(item -> item % 5 != 0).toList());
        assertThat(report.account()).isEqualTo(new Account(ITEMS, ITEMS * 4 / 5, 0, ITEMS / 5, 0));
    }

    /// A permit for each item in flight, which the sink gives back: nothing that is done may be held back.
    @Test
    void aStepMayWaitForWhatBecomesOfTheItemBefore() throws Exception {
        Semaphore inFlight = new Semaphore(1);
        Pipeline.of(Stage.<Integer, Integer>of("acquire", item -> {
                    inFlight.acquire();
                    return item;
                }))
                .then(Stage.<Integer, Integer>of("work", item -> item))
                .run(Source.of(numbers(ITEMS)), item -> inFlight.release());
        assertThat(inFlight.availablePermits()).isEqualTo(1);
    }

    static Stream<Workers> workers() {
        return Stream.of(Workers.virtual(1), Workers.virtual(4), Workers.platform(1), Workers.platform(3));
    }

    @ParameterizedTest
    @MethodSource("workers")
    void everyItemGoesThroughEveryStageInOrder(Workers workers) throws Exception {
        List<String> out = results();
        Report report = Pipeline.of(Stage.<Integer, Integer>of("double", item -> 2 * item)
                        .by(workers)
                        .withRoomFor(7))
                .then(Stage.<Integer, String>of("print", item -> "<" + item + ">")
                        .by(workers))
                .run(Source.of(numbers(ITEMS)), out::add);

        assertThat(out)
                .containsExactlyElementsOf(numbers(ITEMS).stream()
                        .map(item -> "<" + 2 * item + ">")
                        .toList());
        assertThat(report.ending()).isEqualTo(new Ending.Completed());
        assertThat(report.account()).isEqualTo(new Account(ITEMS, ITEMS, 0, 0, 0));
        assertThat(report.stages())
                .extracting(StageFigures::stage)
                .containsExactly("source", "double", "print", "sink");
        assertThat(report.stages()).extracting(StageFigures::done).containsOnly((long) ITEMS);
    }

    @Test
    void asDoneLosesAndDoublesNothing() throws Exception {
        List<Integer> out = results();
        Pipeline.of(Stage.<Integer, Integer>of("one", item -> item)
                        .by(Workers.virtual(4))
                        .inOrder(Order.AS_DONE)
                        .withRoomFor(3))
                .then(Stage.<Integer, Integer>of("two", item -> item)
                        .by(Workers.platform(2))
                        .inOrder(Order.AS_DONE))
                .run(Source.of(numbers(ITEMS)), out::add);
        assertThat(out).containsExactlyInAnyOrderElementsOf(numbers(ITEMS));
    }

    @Test
    void nothingInNothingOut() throws Exception {
        Report report =
                Pipeline.of(Stage.<Integer, Integer>of("same", item -> item)).run(Source.of(List.of()), item -> {});
        assertThat(report.account()).isEqualTo(new Account(0, 0, 0, 0, 0));
    }

    @Test
    void anItemThatIsDoneEarlyWaitsInItsPlace() throws Exception {
        CountDownLatch othersDone = new CountDownLatch(3);
        List<Integer> out = results();
        Pipeline.of(Stage.<Integer, Integer>of("work", item -> {
                            if (item == 0) {
                                othersDone.await();
                            } else {
                                othersDone.countDown();
                            }
                            return item;
                        })
                        .by(Workers.virtual(4)))
                .run(Source.of(numbers(4)), out::add);
        assertThat(out).containsExactly(0, 1, 2, 3);
    }

    @Test
    void asDoneASlowItemHoldsUpNobody() throws Exception {
        CountDownLatch othersOut = new CountDownLatch(3);
        List<Integer> out = results();
        Pipeline.of(Stage.<Integer, Integer>of("work", item -> {
                            if (item == 0) {
                                othersOut.await();
                            }
                            return item;
                        })
                        .by(Workers.virtual(2))
                        .inOrder(Order.AS_DONE))
                .run(Source.of(numbers(4)), item -> {
                    out.add(item);
                    othersOut.countDown();
                });
        assertThat(out).hasSize(4).endsWith(0);
    }

    @ParameterizedTest
    @EnumSource
    void workersOfAStageWorkAtTheSameTime(Order order) throws Exception {
        CyclicBarrier together = new CyclicBarrier(4);
        Pipeline.of(Stage.<Integer, Integer>of("meet", item -> {
                            together.await();
                            return item;
                        })
                        .by(Workers.virtual(4))
                        .inOrder(order)
                        .withRoomFor(4))
                .run(Source.of(numbers(40)), item -> {});
        assertThat(together.isBroken()).isFalse();
    }

    @Test
    void stagesWorkAtTheSameTime() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        Pipeline.of(Stage.<Integer, Integer>of("first", item -> {
                    if (item > 0) {
                        together.await();
                    }
                    return item;
                }))
                .then(Stage.<Integer, Integer>of("second", item -> {
                    if (item < 9) {
                        together.await();
                    }
                    return item;
                }))
                .run(Source.of(numbers(10)), item -> {});
        assertThat(together.isBroken()).isFalse();
    }

    @Test
    void aSlowSinkStopsTheSourceAndTheWaitIsMeasured() throws Exception {
        Semaphore mayGo = new Semaphore(0);
        Pipeline<Integer, Integer> pipeline = Pipeline.of(
                        Stage.<Integer, Integer>of("one", item -> item).withRoomFor(3))
                .then(Stage.<Integer, Integer>of("two", item -> item)
                        .by(Workers.virtual(2))
                        .withRoomFor(3));
        Queue<String> waits = new ConcurrentLinkedQueue<>();
        StageWatcher watcher = (stage, side, start, end) -> {
            assertThat(end).isGreaterThanOrEqualTo(start);
            waits.add(stage + " " + side);
        };
        try (PipelineRun run = pipeline.watchedBy(watcher).start(Source.of(numbers(ITEMS)), item -> mayGo.acquire())) {
            Awaitility.await()
                    .until(() -> run.threads().stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
            Account stuck = run.account();
            assertThat(stuck.out()).isZero();
            assertThat(stuck.dropped()).isZero();
            assertThat(stuck.in())
                    .as("three links of three, one item in each of four hands, and a chunk in the source's")
                    .isBetween(5L, 13L + Chunk.MOST);
            mayGo.release(ITEMS);
            Report report = run.await();
            assertThat(report.account()).isEqualTo(new Account(ITEMS, ITEMS, 0, 0, 0));
            assertThat(report.stages().getFirst().outputWaitNanos()).isPositive();
            assertThat(report.slowest().stage()).isEqualTo("sink");
        }
        assertThat(waits).contains("source " + Side.OUTPUT, "one " + Side.OUTPUT, "two " + Side.OUTPUT);
    }

    /// Computes for much longer than a hand-over takes.
    private static int digest(int item) throws GeneralSecurityException {
        byte[] page = new byte[1 << 17];
        page[0] = (byte) item;
        return MessageDigest.getInstance("SHA-512").digest(page)[0];
    }

    // @start region="slow"
    @Test
    void theSlowStageIsFoundBetweenTwoQuickOnes() throws Exception {
        Report report = Pipeline.of(Stage.<Integer, Integer>of("before", item -> item))
                .then(Stage.<Integer, Integer>of("slow", item -> digest(item)).by(Workers.platform(1)))
                .then(Stage.<Integer, Integer>of("after", item -> item))
                .run(Source.of(numbers(200)), item -> {});
        assertThat(report.slowest().stage()).isEqualTo("slow");
        StageFigures before = report.stages().get(1);
        StageFigures after = report.stages().get(3);
        assertThat(before.outputWaitNanos()).isGreaterThan(before.inputWaitNanos());
        assertThat(after.inputWaitNanos()).isGreaterThan(after.outputWaitNanos());
    }
    // @end

    @ParameterizedTest
    @MethodSource("workers")
    void whatIsFilteredIsCountedAndLeavesNoGap(Workers workers) throws Exception {
        List<Integer> out = results();
        Report report = Pipeline.of(Stage.<Integer, Integer>of("odd", item -> item % 2 == 0 ? null : item)
                        .by(workers)
                        .withRoomFor(5))
                .then(Stage.<Integer, Integer>of("thirds", item -> item % 3 == 0 ? null : item)
                        .by(workers)
                        .withRoomFor(5))
                .run(Source.of(numbers(600)), out::add);
        assertThat(out)
                .containsExactlyElementsOf(numbers(600).stream()
                        .filter(item -> item % 2 != 0 && item % 3 != 0)
                        .toList());
        assertThat(report.account()).isEqualTo(new Account(600, 200, 0, 400, 0));
        assertThat(report.account().dropped()).isEqualTo(400);
        assertThat(report.stages()).extracting(StageFigures::filtered).containsExactly(0L, 300L, 100L, 0L);
    }

    @Test
    void everythingCanBeFiltered() throws Exception {
        Report report = Pipeline.of(Stage.<Integer, Integer>of("none", Nothing::of)
                        .by(Workers.virtual(3))
                        .withRoomFor(2))
                .run(Source.of(numbers(ITEMS)), item -> {});
        assertThat(report.account()).isEqualTo(new Account(ITEMS, 0, 0, ITEMS, 0));
    }

    private static final class Nothing {
        static @Nullable Integer of(Integer item) {
            return null;
        }
    }

    @Test
    void anItemOfASourceThatWaitsIsHandedOnAtOnce() throws Exception {
        BlockingQueue<Integer> questions = new LinkedBlockingQueue<>();
        BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();
        try (PipelineRun run =
                Pipeline.of(Stage.<Integer, Integer>of("same", item -> item)).start(questions::take, answers::add)) {
            for (int i = 0; i < 10; i++) {
                questions.add(i);
                assertThat(answers.take()).isEqualTo(i);
            }
            assertThat(run.account().in()).isEqualTo(10);
        }
    }

    @Test
    void aPipelineCanRunAgainAndTwiceAtOnce() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Pipeline<Integer, Integer> pipeline =
                Pipeline.of(Stage.<Integer, Integer>of("count", item -> calls.incrementAndGet())
                        .by(Workers.virtual(2)));
        try (PipelineRun one = pipeline.start(Source.of(numbers(ITEMS)), item -> {});
                PipelineRun other = pipeline.start(Source.of(numbers(ITEMS)), item -> {})) {
            assertThat(one.await().account().out()).isEqualTo(ITEMS);
            assertThat(other.await().account().out()).isEqualTo(ITEMS);
        }
        pipeline.run(Source.of(numbers(ITEMS)), item -> {});
        assertThat(calls).hasValue(3 * ITEMS);
    }

    @Test
    void aCancelAndACloseAfterTheEndChangeNothing() throws Exception {
        PipelineRun run =
                Pipeline.of(Stage.<Integer, Integer>of("same", item -> item)).start(Source.of(numbers(10)), item -> {});
        Report report = run.await();
        assertThat(run.cancel()).isFalse();
        run.close();
        run.close();
        assertThat(run.await()).isEqualTo(report);
    }

    @Test
    void stepsRunOnTheThreadsThatWereAskedFor() throws Exception {
        Set<Boolean> virtual = ConcurrentHashMap.newKeySet();
        Set<Boolean> platform = ConcurrentHashMap.newKeySet();
        Pipeline.of(Stage.<Integer, Integer>of("waits", item -> {
                    virtual.add(Thread.currentThread().isVirtual());
                    return item;
                }))
                .then(Stage.<Integer, Integer>of("computes", item -> {
                            platform.add(Thread.currentThread().isVirtual());
                            return item;
                        })
                        .by(Workers.platform(2)))
                .run(Source.of(numbers(10)), item -> {});
        assertThat(virtual).containsExactly(true);
        assertThat(platform).containsExactly(false);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        Stage<Integer, Integer> stage = Stage.of("same", item -> item);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pipeline.of(stage).then(stage))
                .withMessageContaining("same");
        assertThatIllegalArgumentException().isThrownBy(() -> Stage.of("source", item -> item));
        assertThatIllegalArgumentException().isThrownBy(() -> Stage.of("sink", item -> item));
        assertThatIllegalArgumentException().isThrownBy(() -> Stage.of(" ", item -> item));
        assertThatIllegalArgumentException().isThrownBy(() -> stage.withRoomFor(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Workers.virtual(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Workers.platform(-1));
    }
}
