package happensbefore.workstealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import happensbefore.testkit.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// How a pool ends, with nothing lost. A suite for ours and for the JDK's.
abstract class EndingContract extends WaitingContract {
    /// False where `shutdownNow` cancels what was not begun instead of returning it, as ForkJoinPool does.
    boolean returnsWhatWasNotBegun() {
        return true;
    }

    /// False where tasks may go on to submit after the shutdown, as in ForkJoinPool.
    boolean rejectsItsOwnTasks() {
        return true;
    }

    private void awaitTheEnd() throws InterruptedException {
        assertThat(pool().awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(pool().isTerminated()).isTrue();
        Awaitility.await().until(() -> threads.stream().noneMatch(Thread::isAlive));
    }

    @Test
    void aPoolThatWasNeverUsedEnds() throws InterruptedException {
        assertThat(pool().isShutdown()).isFalse();
        assertThat(pool().isTerminated()).isFalse();
        pool().shutdown();
        assertThat(pool().isShutdown()).isTrue();
        awaitTheEnd();
    }

    @Test
    void afterTheShutdownEveryTaskIsRejected() throws InterruptedException {
        pool().shutdown();
        assertRejected();
        awaitTheEnd();
        assertRejected();
    }

    private void assertRejected() {
        AtomicInteger runs = new AtomicInteger();
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> pool().execute(runs::incrementAndGet));
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> pool().submit(runs::incrementAndGet));
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> pool().invokeAll(List.of(runs::incrementAndGet)));
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> pool().invokeAny(List.of(runs::incrementAndGet)));
        assertThat(runs).hasValue(0);
    }

    @Test
    void aTasksOwnSubmissionsAreRejectedToo() throws Exception {
        CountDownLatch shut = new CountDownLatch(1);
        Future<Boolean> rejected = pool().submit(() -> {
            await(shut);
            try {
                pool().execute(() -> {});
                return false;
            } catch (RejectedExecutionException e) {
                return true;
            }
        });
        pool().shutdown();
        shut.countDown();
        assertThat(got(rejected)).isEqualTo(rejectsItsOwnTasks());
        awaitTheEnd();
    }

    @Test
    void aShutdownRunsAllThatWasAccepted() throws InterruptedException {
        occupyAll();
        AtomicInteger runs = new AtomicInteger();
        for (int i = 0; i < 1_000; i++) {
            pool().execute(runs::incrementAndGet);
        }
        pool().shutdown();
        pool().shutdown();
        assertThat(pool().isTerminated()).isFalse();
        assertThat(pool().awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse();
        gate.countDown();
        awaitTheEnd();
        assertThat(runs).hasValue(1_000);
    }

    @Test
    void aShutdownInterruptsNobody() throws Exception {
        List<Future<?>> busy = occupyAll();
        pool().shutdown();
        gate.countDown();
        for (Future<?> one : busy) {
            got(one);
        }
        awaitTheEnd();
    }

    @Test
    void aSubmissionThatRacesWithTheShutdownIsRunOrRejected() throws Exception {
        AtomicInteger accepted = new AtomicInteger();
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch half = new CountDownLatch(500);
        try (Race race = Race.within(Duration.ofSeconds(PATIENCE_SECONDS))) {
            for (int s = 0; s < 2; s++) {
                race.thread("submitter " + s, () -> {
                    try {
                        while (true) {
                            pool().execute(runs::incrementAndGet);
                            accepted.incrementAndGet();
                            half.countDown();
                        }
                    } catch (RejectedExecutionException e) {
                        half.countDown();
                    }
                });
            }
            race.thread("ends it", () -> {
                await(half);
                pool().shutdown();
            });
            race.run();
        }
        awaitTheEnd();
        assertThat(runs).hasValue(accepted.get());
    }

    @Test
    void aStopInterruptsWhatRuns() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(PARALLELISM);
        CountDownLatch interrupted = new CountDownLatch(PARALLELISM);
        for (int i = 0; i < PARALLELISM; i++) {
            pool().execute(() -> {
                running.countDown();
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
            });
        }
        await(running);
        pool().shutdownNow();
        await(interrupted);
        awaitTheEnd();
    }

    @Test
    void aStopReturnsOrCancelsWhatWasNotBegunAndItNeverRuns() throws InterruptedException {
        occupyAll();
        AtomicInteger runs = new AtomicInteger();
        List<Future<?>> waiting = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            waiting.add(pool().submit(runs::incrementAndGet));
        }
        List<Runnable> unbegun = pool().shutdownNow();
        gate.countDown();
        awaitTheEnd();
        assertThat(runs).hasValue(0);
        if (returnsWhatWasNotBegun()) {
            assertThat(unbegun)
                    .containsExactlyInAnyOrderElementsOf(
                            waiting.stream().map(Runnable.class::cast).toList());
            unbegun.forEach(Runnable::run);
            assertThat(runs).hasValue(100);
            assertThat(waiting).allSatisfy(one -> assertThat(one.isDone()).isTrue());
        } else {
            assertThat(waiting).allSatisfy(one -> assertThat(one.isCancelled()).isTrue());
        }
    }

    @Test
    void aStopReturnsTheCommandsThatWereExecuted() throws InterruptedException {
        occupyAll();
        List<Runnable> commands = IntStream.range(0, 50)
                .<Runnable>mapToObj(i -> () -> assertThat(i).isNegative())
                .toList();
        commands.forEach(pool()::execute);
        List<Runnable> unbegun = pool().shutdownNow();
        if (returnsWhatWasNotBegun()) {
            assertThat(unbegun).containsExactlyInAnyOrderElementsOf(commands);
        }
        gate.countDown();
        awaitTheEnd();
        assertThat(uncaught).isEmpty();
    }

    @Test
    void eachTaskIsRunOrReturnedWhenAStopRacesWithTheWorkers() throws Exception {
        ConcurrentLinkedQueue<Integer> run = new ConcurrentLinkedQueue<>();
        AtomicInteger accepted = new AtomicInteger();
        CountDownLatch some = new CountDownLatch(200);
        List<Runnable> unbegun = new ArrayList<>();
        try (Race race = Race.within(Duration.ofSeconds(PATIENCE_SECONDS))) {
            race.thread("submitter", () -> {
                try {
                    for (int i = 0; true; i++) {
                        int task = i;
                        pool().execute(() -> run.add(task));
                        accepted.incrementAndGet();
                        some.countDown();
                    }
                } catch (RejectedExecutionException e) {
                    some.countDown();
                }
            });
            race.thread("stops it", () -> {
                await(some);
                unbegun.addAll(pool().shutdownNow());
            });
            race.run();
        }
        awaitTheEnd();
        assertThat(run).doesNotHaveDuplicates();
        if (returnsWhatWasNotBegun()) {
            unbegun.forEach(Runnable::run);
            assertThat(run).hasSize(accepted.get()).doesNotHaveDuplicates();
        }
    }

    @Test
    void aStopAfterAShutdownStopsAndASecondOneReturnsNothing() throws InterruptedException {
        occupyAll();
        pool().execute(() -> {});
        pool().shutdown();
        List<Runnable> unbegun = pool().shutdownNow();
        if (returnsWhatWasNotBegun()) {
            assertThat(unbegun).hasSize(1);
        }
        assertThat(pool().shutdownNow()).isEmpty();
        awaitTheEnd();
    }

    @Test
    void aTaskMayEndItsOwnPool() throws Exception {
        Future<?> future = pool().submit(() -> pool().shutdown());
        got(future);
        awaitTheEnd();
    }

    @Test
    void anInterruptEndsTheWaitForTheEnd() {
        occupyAll();
        pool().shutdown();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> pool().awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void closeRunsWhatWasAcceptedAndMayComeTwice() {
        AtomicInteger runs = new AtomicInteger();
        for (int i = 0; i < 500; i++) {
            pool().execute(runs::incrementAndGet);
        }
        pool().close();
        assertThat(pool().isTerminated()).isTrue();
        assertThat(runs).hasValue(500);
        pool().close();
    }

    @Test
    void anInterruptedCloseStopsThePoolAndKeepsTheInterrupt() {
        occupyAll();
        Thread.currentThread().interrupt();
        pool().close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(pool().isTerminated()).isTrue();
    }
}
