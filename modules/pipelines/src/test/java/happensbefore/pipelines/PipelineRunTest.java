package happensbefore.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.Thread.State;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a run and its description owe their users beside the items.
@Timeout(60)
class PipelineRunTest {
    private final CountDownLatch never = new CountDownLatch(1);

    private static Stage<Integer, Integer> same(String name) {
        return Stage.of(name, item -> item);
    }

    /// The step lets go only when the caller waits for it again, after the interrupt.
    @Test
    void anInterruptOfWhoClosesIsKeptUntilAllThreadsHaveEnded() throws InterruptedException {
        Thread caller = Thread.currentThread();
        CountDownLatch begun = new CountDownLatch(1);
        PipelineRun run = Pipeline.of(Stage.<Integer, Integer>of("stubborn", item -> {
                    begun.countDown();
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        while (caller.getState() != State.WAITING) {
                            Thread.yield();
                        }
                    }
                    return item;
                }))
                .start(Source.of(List.of(1)), item -> {});
        begun.await();
        Thread.currentThread().interrupt();
        run.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(run.threads()).noneMatch(Thread::isAlive);
    }

    @Test
    void whenAThreadCannotBeStartedThoseBeforeItEnd() throws InterruptedException {
        Thread dead = Thread.ofVirtual().start(() -> {});
        dead.join();
        Thread first = Thread.ofVirtual().unstarted(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                LockSupport.park();
            }
        });
        Thread last = Thread.ofVirtual().unstarted(() -> {});
        PipelineRun run = new PipelineRun(StageWatcher.NONE);
        List.of(first, dead, last).forEach(run::add);
        assertThatExceptionOfType(IllegalThreadStateException.class).isThrownBy(() -> run.start(null));
        assertThat(first.isAlive()).isFalse();
        assertThat(last.getState()).isEqualTo(State.NEW);
    }

    @Test
    void aFailureThatTwoShareIsNotSuppressedInItself() {
        IllegalStateException shared = new IllegalStateException("shared");
        PipelineRun run = new PipelineRun(StageWatcher.NONE);
        assertThat(run.failed(new Ending.Failed("one", 0, null, shared))).isTrue();
        assertThat(run.failed(new Ending.Failed("other", 1, null, shared))).isFalse();
        assertThat(shared.getSuppressed()).isEmpty();
    }

    @Test
    void theRoomBehindAStageIsThatOfTheNextOne() throws Exception {
        Report report = Pipeline.of(same("one").withRoomFor(2))
                .then(same("two").withRoomFor(5))
                .run(Source.of(List.of(1)), item -> {});
        assertThat(report.stages()).extracting(StageFigures::capacity).containsExactly(0, 2, 5, 5);
    }

    /// Whoever took more than half of what is there would wait for the other one in vain.
    @Test
    void twoWorkersOfAPromptStageShareWhatIsThere() throws Exception {
        CyclicBarrier pair = new CyclicBarrier(2);
        Report report = Pipeline.of(same("before").withRoomFor(16).prompt())
                .then(Stage.<Integer, Integer>of("meet", item -> {
                            pair.await(30, TimeUnit.SECONDS);
                            return item;
                        })
                        .by(Workers.virtual(2))
                        .prompt())
                .run(Source.of(PipelineTest.numbers(64)), item -> {});
        assertThat(report.account().out()).isEqualTo(64);
    }

    /// Tells what it is told.
    private static final class Told implements StageWatcher {
        final Queue<String> stages = new ConcurrentLinkedQueue<>();

        @Override
        public void waited(String stage, Side side, long startNanos, long endNanos) {}

        @Override
        public @Nullable Object worked(String stage, long number, Step<Object, Object> step, Object item)
                throws Exception {
            stages.add(stage + " " + number);
            return step.apply(item);
        }
    }

    @Test
    void aStageThatFollowsKeepsTheLimitAndTheWatcher() throws Exception {
        Told first = new Told();
        Told second = new Told();
        Duration day = Duration.ofDays(1);
        Report _ = Pipeline.of(same("one"))
                .within(day)
                .watchedBy(first)
                .then(same("two"))
                .run(Source.of(List.of(7)), item -> {});
        Report _ = Pipeline.of(same("one"))
                .watchedBy(second)
                .within(day)
                .then(same("two"))
                .run(Source.of(List.of(7)), item -> {});
        assertThat(first.stages).containsExactly("one 0", "two 0", "sink 0");
        assertThat(second.stages).containsExactly("one 0", "two 0", "sink 0");

        Duration limit = Duration.ofMillis(20);
        try (PipelineRun run = Pipeline.of(same("one"))
                .within(limit)
                .watchedBy(first)
                .then(Stage.<Integer, Integer>of("waits", item -> {
                    never.await();
                    return item;
                }))
                .start(Source.of(List.of(7)), item -> {})) {
            assertThat(run.await().ending()).isEqualTo(new Ending.TimedOut(limit));
        }
    }

    @Test
    void eachSettingOfAStageLeavesTheOthers() {
        Step<Integer, Integer> step = item -> item;
        Workers three = Workers.platform(3);
        Stage<Integer, Integer> expected = new Stage<>("name", step, three, Order.AS_DONE, 9, true);
        Stage<Integer, Integer> plain = Stage.of("name", step);
        assertThat(plain.by(three).inOrder(Order.AS_DONE).withRoomFor(9).prompt())
                .isEqualTo(expected);
        assertThat(plain.prompt().withRoomFor(9).inOrder(Order.AS_DONE).by(three))
                .isEqualTo(expected);
    }

    @Test
    void threadsAreCalledAsTheirStages() throws Exception {
        try (PipelineRun run = Pipeline.of(same("one").by(Workers.virtual(2)))
                .then(same("two").by(Workers.platform(1)))
                .start(Source.of(List.of(1)), item -> {})) {
            assertThat(run.threads())
                    .extracting(Thread::getName)
                    .containsExactly("source", "one-0", "one-1", "two-0", "sink");
            assertThat(run.await().account().out()).isEqualTo(1);
        }
    }

    /// Each stage has one worker.
    @Test
    void noStageCountsMoreTimeThanHasPassed() throws Exception {
        long start = System.nanoTime();
        Report report = Pipeline.of(same("one").withRoomFor(1))
                .then(same("two").by(Workers.platform(1)).withRoomFor(1))
                .run(Source.of(PipelineTest.numbers(1000)), item -> {});
        long elapsed = System.nanoTime() - start;
        assertThat(report.stages())
                .allMatch(stage -> stage.workNanos() + stage.inputWaitNanos() + stage.outputWaitNanos() <= elapsed);
    }

    @Test
    void aSlowSourceIsWhatTheOthersWaitFor() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        int[] next = {0};
        Report report = Pipeline.of(same("one"))
                .run(
                        () -> {
                            boolean _ = asked.await(1, TimeUnit.MILLISECONDS);
                            return next[0] == 50 ? null : next[0]++;
                        },
                        item -> {});
        assertThat(report.slowest().stage()).isEqualTo("source");
    }
}
