package happensbefore.pipelines;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A pipeline that ends early: it says why, accounts for every item, and leaves no thread.
@Timeout(60)
class EarlyEndTest {
    private static final int ITEMS = 300;
    private static final List<String> PLACES = List.of("source", "one", "two", "three", "sink");

    private final CountDownLatch never = new CountDownLatch(1);

    private static Stage<Integer, Integer> stage(String name, Step<Integer, Integer> step, Order order) {
        return Stage.of(name, step).by(Workers.virtual(3)).inOrder(order).withRoomFor(4);
    }

    /// Three stages, each of which does the step with its own name.
    private interface NamedStep {
        Integer apply(String place, Integer item) throws Exception;
    }

    private static PipelineRun start(NamedStep step, Order order, @Nullable Duration limit) {
        Pipeline<Integer, Integer> pipeline = Pipeline.of(stage("one", item -> step.apply("one", item), order))
                .then(stage("two", item -> step.apply("two", item), order)
                        .by(Workers.platform(2))
                        .prompt())
                .then(stage("three", item -> step.apply("three", item), order));
        AtomicInteger next = new AtomicInteger();
        Source<Integer> source = () -> {
            int item = next.getAndIncrement();
            return item == ITEMS ? null : step.apply("source", item);
        };
        Pipeline<Integer, Integer> limited = limit == null ? pipeline : pipeline.within(limit);
        return limited.start(source, item -> {
            Integer _ = step.apply("sink", item);
        });
    }

    private static Report ended(PipelineRun run) throws InterruptedException {
        Report report = run.await();
        assertThat(run.threads()).noneMatch(Thread::isAlive);
        assertThat(report.account().inFlight())
                .as("in flight, in " + report.account())
                .isZero();
        assertThat(run.account()).isEqualTo(report.account());
        return report;
    }

    static Stream<Arguments> failures() {
        List<Arguments> all = new ArrayList<>();
        for (String place : PLACES) {
            for (Order order : Order.values()) {
                for (int item : List.of(0, ITEMS / 2, ITEMS - 1)) {
                    all.add(Arguments.of(place, order, item));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailureAnywhereEndsAllAndIsNamed(String place, Order order, int bad) throws Exception {
        IOException broken = new IOException("broken");
        try (PipelineRun run = start(
                (here, item) -> {
                    if (here.equals(place) && item == bad) {
                        throw broken;
                    }
                    return item;
                },
                order,
                null)) {
            Report report = ended(run);
            boolean source = place.equals("source");
            assertThat(report.ending()).isEqualTo(new Ending.Failed(place, bad, source ? null : (Integer) bad, broken));
            assertThat(report.account().failed()).isEqualTo(source ? 0 : 1);
        }
    }

    @Test
    void theExceptionNamesTheStageAndTheItem() {
        Pipeline<Integer, Integer> pipeline = Pipeline.of(Stage.<Integer, Integer>of("parse", item -> {
            throw new IOException("no number");
        }));
        assertThatExceptionOfType(StageFailedException.class)
                .isThrownBy(() -> pipeline.run(Source.of(List.of(7)), item -> {}))
                .withMessage("stage parse failed at item 0: java.io.IOException: no number")
                .satisfies(thrown -> {
                    assertThat(thrown.failure().stage()).isEqualTo("parse");
                    assertThat(thrown.failure().item()).isEqualTo(7);
                    assertThat(thrown.report().account()).isEqualTo(new Account(1, 0, 1, 0, 0));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"source", "one", "two", "three", "sink"})
    void aFailureReachesAStageThatWaitsForWhatNeverComes(String blocked) throws Exception {
        for (String failing : PLACES) {
            if (failing.equals(blocked)) {
                continue;
            }
            CountDownLatch isBlocked = new CountDownLatch(1);
            boolean failsFirst = PLACES.indexOf(failing) > PLACES.indexOf(blocked); // then items must get past
            try (PipelineRun run = start(
                    (here, item) -> {
                        if (here.equals(blocked) && (!failsFirst || item > 0)) {
                            isBlocked.countDown();
                            never.await();
                        }
                        if (here.equals(failing) && (failsFirst || item > 0)) {
                            isBlocked.await();
                            throw new IOException(failing);
                        }
                        return item;
                    },
                    Order.KEPT,
                    null)) {
                assertThat(ended(run).ending())
                        .isInstanceOfSatisfying(
                                Ending.Failed.class,
                                failed -> assertThat(failed.stage()).isEqualTo(failing));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cancels")
    void aCancelReachesWhoWaitsForRoomAndWhoWaitsForItems(String blocked, Order order) throws Exception {
        try (PipelineRun run = start(
                (here, item) -> {
                    if (here.equals(blocked)) {
                        never.await();
                    }
                    return item;
                },
                order,
                null)) {
            boolean sourceWaits = !blocked.equals("source");
            Awaitility.await().until(() -> run.account().in() >= (sourceWaits ? 4 : 0) && allWait(run.threads()));
            assertThat(run.isDecided()).isFalse();
            assertThat(run.cancel()).isTrue();
            assertThat(run.cancel()).isFalse();
            assertThat(ended(run).ending()).isEqualTo(new Ending.Cancelled());
        }
    }

    static Stream<Arguments> cancels() {
        return PLACES.stream().flatMap(place -> Stream.of(Order.values()).map(order -> Arguments.of(place, order)));
    }

    private static boolean allWait(List<Thread> threads) {
        return threads.stream()
                .map(Thread::getState)
                .allMatch(state -> state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING);
    }

    @ParameterizedTest
    @EnumSource
    void theDeadlineEndsIt(Order order) throws Exception {
        Duration limit = Duration.ofMillis(20);
        try (PipelineRun run = start(
                (here, item) -> {
                    if (here.equals("two") && item == 5) {
                        never.await();
                    }
                    return item;
                },
                order,
                limit)) {
            assertThat(ended(run).ending()).isEqualTo(new Ending.TimedOut(limit));
        }
    }

    @Test
    void aDeadlineThatIsNotNeededLeavesNothingBehind() throws Exception {
        try (PipelineRun run = start((here, item) -> item, Order.KEPT, Duration.ofDays(1))) {
            assertThat(ended(run).ending()).isEqualTo(new Ending.Completed());
        }
    }

    @Test
    void theDeadlineReachesTheCaller() {
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> Pipeline.of(Stage.<Integer, Integer>of("wait", item -> {
                            never.await();
                            return item;
                        }))
                        .within(Duration.ofMillis(10))
                        .run(Source.of(List.of(1)), item -> {}));
    }

    @Test
    void anInterruptOfTheCallerEndsIt() {
        Thread caller = Thread.currentThread();
        AtomicReference<@Nullable Thread> worker = new AtomicReference<>();
        AtomicBoolean interrupted = new AtomicBoolean();
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> Pipeline.of(Stage.<Integer, Integer>of("wait", item -> {
                            worker.set(Thread.currentThread());
                            caller.interrupt();
                            try {
                                never.await();
                            } catch (InterruptedException e) {
                                interrupted.set(true);
                                throw e;
                            }
                            return item;
                        }))
                        .run(Source.of(List.of(1)), item -> {}));
        assertThat(interrupted).isTrue();
        assertThat(requireNonNull(worker.get()).isAlive()).isFalse();
    }

    @Test
    void aStepThatIgnoresTheInterruptIsWaitedFor() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        AtomicBoolean leftAlone = new AtomicBoolean();
        PipelineRun run = Pipeline.of(Stage.<Integer, Integer>of("stubborn", item -> {
                    begun.countDown();
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        leftAlone.set(closed.await(100, TimeUnit.MILLISECONDS));
                    }
                    return item;
                }))
                .start(Source.of(List.of(1, 2)), item -> {});
        begun.await();
        run.close();
        closed.countDown();
        assertThat(ended(run).account().in()).isPositive();
        assertThat(leftAlone).as("close has returned before the step had").isFalse();
    }

    @Test
    void anErrorIsAFailureOfItsItemToo() throws Exception {
        AssertionError error = new AssertionError("planned");
        try (PipelineRun run = Pipeline.of(Stage.<Integer, Integer>of("fail", item -> {
                    throw error;
                }))
                .start(Source.of(List.of(7)), item -> {})) {
            assertThat(ended(run).ending()).isEqualTo(new Ending.Failed("fail", 0, 7, error));
        }
    }

    /// The sink has gone with item 0, and item 1 fills the room: nobody will make any for item 2.
    @Test
    void aStepThatSpendsTheInterruptFindsItsLinkBrokenOff() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch inTheSink = new CountDownLatch(1);
        PipelineRun run = Pipeline.of(Stage.<Integer, Integer>of("spends", item -> {
                            if (item == 2) {
                                begun.countDown();
                                try {
                                    never.await();
                                } catch (InterruptedException e) {
                                    return item;
                                }
                            }
                            return item;
                        })
                        .withRoomFor(1))
                .start(Source.of(List.of(0, 1, 2, 3)), item -> {
                    inTheSink.countDown();
                    never.await();
                });
        inTheSink.await();
        begun.await();
        assertThat(run.cancel()).isTrue();
        assertThat(ended(run).account()).isEqualTo(new Account(4, 0, 0, 0, 4));
    }

    @Test
    void onlyTheFirstOfSeveralFailuresIsTheEndAndTheOthersAreSuppressed() throws Exception {
        CountDownLatch bothBegun = new CountDownLatch(2);
        CountDownLatch firstFailed = new CountDownLatch(1);
        IOException first = new IOException("first");
        IllegalStateException second = new IllegalStateException("second");
        AtomicInteger next = new AtomicInteger();
        Source<Integer> source = () -> {
            int item = next.getAndIncrement();
            if (item == 2) {
                never.await(); // its interrupt says only that the run has ended, and is not told
            }
            return item;
        };
        try (PipelineRun run = Pipeline.of(Stage.<Integer, Integer>of("fail", item -> {
                            bothBegun.countDown();
                            bothBegun.await();
                            if (item == 0) {
                                throw first;
                            }
                            try {
                                firstFailed.await();
                            } catch (InterruptedException e) {
                                throw second;
                            }
                            return item;
                        })
                        .by(Workers.virtual(2)))
                .start(source, item -> {})) {
            Report report = ended(run);
            assertThat(report.ending()).isEqualTo(new Ending.Failed("fail", 0, 0, first));
            assertThat(report.account()).isEqualTo(new Account(2, 0, 1, 0, 1));
            assertThat(first.getSuppressed()).containsExactly(second);
        }
    }

    @Test
    void aWatcherThatFailsEndsItToo() throws Exception {
        StageWatcher broken = (stage, side, start, end) -> {
            throw new AssertionError("watcher");
        };
        CountDownLatch held = new CountDownLatch(1);
        try (PipelineRun run = Pipeline.of(Stage.<Integer, Integer>of("same", item -> item))
                .watchedBy(broken)
                .start(
                        () -> {
                            boolean _ = held.await(10, TimeUnit.MILLISECONDS);
                            return 1;
                        },
                        item -> {})) {
            assertThat(ended(run).ending())
                    .isInstanceOfSatisfying(
                            Ending.Failed.class,
                            failed -> assertThat(failed.cause()).hasMessage("watcher"));
        }
    }

    @Test
    void aPipelineRunsAgainAfterAFailure() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        Pipeline<Integer, Integer> pipeline = Pipeline.of(Stage.<Integer, Integer>of("once", item -> {
            if (broken.getAndSet(false)) {
                throw new IOException("once");
            }
            return item;
        }));
        assertThatExceptionOfType(StageFailedException.class)
                .isThrownBy(() -> pipeline.run(Source.of(List.of(1, 2)), item -> {}));
        assertThat(pipeline.run(Source.of(List.of(1, 2)), item -> {}).account().out())
                .isEqualTo(2);
    }
}
