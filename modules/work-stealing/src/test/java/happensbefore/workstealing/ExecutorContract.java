package happensbefore.workstealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import happensbefore.testkit.Race;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What every pool of threads promises: one suite for ours and for the JDK's. How a pool ends is in [EndingContract].
@Timeout(60)
abstract class ExecutorContract {
    static final int PARALLELISM = 3;
    static final long PATIENCE_SECONDS = 30;

    final Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
    final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    final CountDownLatch gate = new CountDownLatch(1);

    private @Nullable ExecutorService made;

    /// @param threads the thread factory, as far as the pool takes one
    abstract ExecutorService pool(int parallelism, ThreadFactory threads, Thread.UncaughtExceptionHandler handler);

    @BeforeEach
    void make() {
        made = pool(
                PARALLELISM,
                work -> {
                    Thread thread = new Thread(work);
                    thread.setUncaughtExceptionHandler((_, thrown) -> uncaught.add(thrown));
                    threads.add(thread);
                    return thread;
                },
                (_, thrown) -> uncaught.add(thrown));
    }

    @AfterEach
    void end() throws InterruptedException {
        Thread.interrupted();
        gate.countDown();
        pool().shutdownNow();
        assertThat(pool().awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    ExecutorService pool() {
        if (made == null) {
            throw new IllegalStateException("no pool was made");
        }
        return made;
    }

    static <T> T got(Future<T> future) throws Exception {
        return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new CancellationException("interrupted");
        }
    }

    /// Tasks that all run at once, and go on when the gate is opened.
    List<Future<?>> occupyAll() {
        CountDownLatch all = new CountDownLatch(PARALLELISM);
        List<Future<?>> busy = IntStream.range(0, PARALLELISM)
                .<Future<?>>mapToObj(_ -> pool().submit(() -> {
                    all.countDown();
                    await(gate);
                }))
                .toList();
        await(all);
        return busy;
    }

    private void assertAllWorkersStillWork() throws Exception {
        CyclicBarrier all = new CyclicBarrier(PARALLELISM);
        List<Future<Integer>> meeting = IntStream.range(0, PARALLELISM)
                .mapToObj(_ -> pool().submit(() -> all.await(PATIENCE_SECONDS, TimeUnit.SECONDS)))
                .toList();
        for (Future<Integer> one : meeting) {
            got(one);
        }
    }

    @Test
    void aCallablesResultIsItsFutures() throws Exception {
        assertThat(got(pool().submit(() -> 42))).isEqualTo(42);
    }

    @Test
    void aRunnablesFutureHasTheGivenResultOrNone() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        assertThat(got(pool().submit(runs::incrementAndGet, "done"))).isEqualTo("done");
        assertThat(got(pool().submit((Runnable) runs::incrementAndGet))).isNull();
        assertThat(runs).hasValue(2);
    }

    @Test
    void whatIsExecutedRunsOnAnotherThread() throws Exception {
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        pool().execute(() -> ran.complete(Thread.currentThread()));
        assertThat(got(ran)).isNotSameAs(Thread.currentThread());
    }

    @Test
    void eachOfManyTasksOfManyThreadsRunsOnce() throws Exception {
        int submitters = 4;
        int each = 5_000;
        AtomicInteger[] runs = IntStream.range(0, submitters * each)
                .mapToObj(_ -> new AtomicInteger())
                .toArray(AtomicInteger[]::new);
        CountDownLatch all = new CountDownLatch(runs.length);
        try (Race race = Race.within(Duration.ofSeconds(PATIENCE_SECONDS))) {
            for (int s = 0; s < submitters; s++) {
                int from = s * each;
                race.thread("submitter " + s, () -> {
                    for (int i = from; i < from + each; i++) {
                        AtomicInteger run = runs[i];
                        pool().execute(() -> {
                            run.incrementAndGet();
                            all.countDown();
                        });
                    }
                });
            }
            race.run();
        }
        await(all);
        assertThat(runs).allSatisfy(run -> assertThat(run).hasValue(1));
    }

    @Test
    void whatCameBeforeASubmissionIsSeenByTheTaskAndWhatTheTaskDidByTheGet() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            int[] given = {round, 0};
            Future<?> future = pool().submit(() -> given[1] = given[0] + 1);
            got(future);
            assertThat(given[1]).isEqualTo(round + 1);
        }
    }

    @Test
    void aTaskThatMeetsOthersFindsAsManyAsThereAreWorkers() throws Exception {
        assertAllWorkersStillWork();
    }

    @Test
    void neverMoreRunThanThereAreWorkers() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Future<?>> all = IntStream.range(0, 3_000)
                .<Future<?>>mapToObj(_ -> pool().submit(() -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    Thread.yield();
                    running.decrementAndGet();
                }))
                .toList();
        for (Future<?> one : all) {
            got(one);
        }
        assertThat(most).hasValueLessThanOrEqualTo(PARALLELISM);
    }

    @Test
    void tasksOfTasksRun() throws Exception {
        CountDownLatch all = new CountDownLatch(1_000);
        pool().execute(new Runnable() {
            @Override
            public void run() {
                all.countDown();
                if (all.getCount() > 0) {
                    pool().execute(this);
                }
            }
        });
        await(all);
    }

    @Test
    void aFailureIsTheCauseInItsFuture() {
        Future<?> future = pool().submit(() -> {
            throw new IOException("no disk");
        });
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> got(future))
                .havingCause()
                .isInstanceOf(IOException.class)
                .withMessageContaining("no disk");
        assertThat(future.state()).isEqualTo(Future.State.FAILED);
        assertThat(future.exceptionNow()).hasMessageContaining("no disk");
    }

    @Test
    void anErrorIsTheCauseInItsFuture() {
        Future<?> future = pool().submit((Callable<?>) () -> {
            throw new StackOverflowError("deep");
        });
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> got(future))
                .withCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void whatAnExecutedTaskThrowsGoesToTheHandlerOfUncaughtExceptions() {
        pool().execute(() -> {
            throw new IllegalStateException("thrown");
        });
        Awaitility.await()
                .untilAsserted(() -> assertThat(uncaught)
                        .singleElement()
                        .satisfies(thrown -> assertThat(thrown).hasMessage("thrown")));
    }

    @Test
    void whatASubmittedTaskThrowsDoesNot() throws Exception {
        Future<?> future = pool().submit(() -> {
            throw new IllegalStateException("thrown");
        });
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> got(future));
        assertAllWorkersStillWork();
        assertThat(uncaught).isEmpty();
    }

    @Test
    void tasksThatThrowCostNoWorker() throws Exception {
        for (int i = 0; i < 20 * PARALLELISM; i++) {
            pool().execute(() -> {
                throw new IllegalStateException("thrown");
            });
            pool().submit(() -> {
                throw new AssertionError("thrown");
            });
        }
        assertAllWorkersStillWork();
        Awaitility.await().until(() -> uncaught.size() == 20 * PARALLELISM);
    }

    @Test
    void nullIsNoTask() {
        assertThatNullPointerException().isThrownBy(() -> pool().execute(null));
        assertThatNullPointerException().isThrownBy(() -> pool().submit((Runnable) null));
        assertThatNullPointerException().isThrownBy(() -> pool().submit((Callable<?>) null));
    }

    @Test
    void aTaskThatWasCancelledInTimeNeverRuns() throws Exception {
        List<Future<?>> busy = occupyAll();
        AtomicInteger runs = new AtomicInteger();
        Future<?> waiting = pool().submit(runs::incrementAndGet);
        assertThat(waiting.cancel(true)).isTrue();
        assertThat(waiting.isCancelled()).isTrue();
        assertThat(waiting.isDone()).isTrue();
        assertThat(waiting.state()).isEqualTo(Future.State.CANCELLED);
        assertThatExceptionOfType(CancellationException.class).isThrownBy(waiting::get);
        gate.countDown();
        for (Future<?> one : busy) {
            got(one);
        }
        assertAllWorkersStillWork();
        assertThat(runs).hasValue(0);
    }

    @Test
    void cancellingInterruptsATaskThatRuns() throws Exception {
        CountDownLatch runs = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Future<?> future = pool().submit(() -> {
            runs.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        await(runs);
        assertThat(future.cancel(true)).isTrue();
        await(interrupted);
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> got(future));
    }

    @Test
    void cancellingWithoutInterruptLetsItRun() throws Exception {
        CountDownLatch runs = new CountDownLatch(1);
        CompletableFuture<Boolean> sawInterrupt = new CompletableFuture<>();
        Future<?> future = pool().submit(() -> {
            runs.countDown();
            await(gate);
            sawInterrupt.complete(Thread.currentThread().isInterrupted());
        });
        await(runs);
        assertThat(future.cancel(false)).isTrue();
        assertThat(future.isDone()).isTrue();
        gate.countDown();
        assertThat(got(sawInterrupt)).isFalse();
    }

    @Test
    void whatHasEndedCannotBeCancelled() throws Exception {
        Future<Integer> future = pool().submit(() -> 1);
        got(future);
        assertThat(future.cancel(true)).isFalse();
        assertThat(future.isCancelled()).isFalse();
        assertThat(future.resultNow()).isEqualTo(1);
    }

    @Test
    void theInterruptOfACancelledTaskReachesNoOther() throws Exception {
        for (int round = 0; round < 300; round++) {
            CountDownLatch runs = new CountDownLatch(1);
            Future<?> cancelled = pool().submit(() -> {
                runs.countDown();
                Thread.onSpinWait();
            });
            await(runs);
            cancelled.cancel(true);
            List<Future<Boolean>> next = IntStream.range(0, PARALLELISM)
                    .mapToObj(_ -> pool().submit(() -> Thread.currentThread().isInterrupted()))
                    .toList();
            for (Future<Boolean> one : next) {
                assertThat(got(one)).isFalse();
            }
        }
    }

    @Test
    void anInterruptThatATaskLeavesBehindReachesNoOther() throws Exception {
        for (int i = 0; i < 2 * PARALLELISM; i++) {
            pool().execute(() -> Thread.currentThread().interrupt());
        }
        for (int i = 0; i < 50; i++) {
            assertThat(got(pool().submit(() -> Thread.currentThread().isInterrupted())))
                    .isFalse();
        }
    }

    @Test
    void aGetWaitsNoLongerThanItsTime() throws Exception {
        Future<Integer> future = pool().submit(() -> {
            await(gate);
            return 7;
        });
        assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> future.get(1, TimeUnit.MILLISECONDS));
        assertThat(future.isDone()).isFalse();
        gate.countDown();
        assertThat(got(future)).isEqualTo(7);
    }

    @Test
    void anInterruptEndsAGet() {
        Future<?> future = pool().submit(() -> await(gate));
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(future::get);
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> future.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void manyCanWaitForOneTask() throws Exception {
        Future<Integer> future = pool().submit(() -> {
            await(gate);
            return 7;
        });
        AtomicInteger told = new AtomicInteger();
        try (Race race = Race.within(Duration.ofSeconds(PATIENCE_SECONDS))) {
            for (int i = 0; i < 4; i++) {
                race.thread("waiter " + i, () -> told.addAndGet(got(future)));
            }
            race.thread("opener", gate::countDown);
            race.run();
        }
        assertThat(told).hasValue(28);
    }

    @Test
    void invokeAllHasAllResultsInOrderFailuresToo() throws Exception {
        List<Future<Integer>> all = pool().invokeAll(List.of(() -> 1, () -> fail("second"), () -> 3));
        assertThat(all).allSatisfy(one -> assertThat(one.isDone()).isTrue());
        assertThat(all.getFirst().resultNow()).isEqualTo(1);
        assertThat(all.get(1).exceptionNow()).hasMessageContaining("second");
        assertThat(all.getLast().resultNow()).isEqualTo(3);
    }

    private static int fail(String message) throws IOException {
        throw new IOException(message);
    }

    @Test
    void invokeAllCancelsWhatIsLate() throws Exception {
        List<Callable<Integer>> tasks = List.of(() -> 1, () -> {
            gate.await();
            return 2;
        });
        List<Future<Integer>> all = pool().invokeAll(tasks, 200, TimeUnit.MILLISECONDS);
        assertThat(all).allSatisfy(one -> assertThat(one.isDone()).isTrue());
        assertThat(all.getLast().isCancelled()).isTrue();
    }

    @Test
    void anInterruptEndsInvokeAllAndCancels() {
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        Callable<Integer> task = () -> {
            caller.interrupt();
            try {
                gate.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return 1;
        };
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> pool().invokeAll(List.of(task)));
        await(interrupted);
    }

    @Test
    void invokeAnyHasTheFirstSuccessAndInterruptsTheRest() throws Exception {
        CountDownLatch slowRuns = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Callable<String> slow = () -> {
            slowRuns.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return "slow";
        };
        Callable<String> failing = () -> {
            throw new IOException("failed");
        };
        String first = pool().invokeAny(List.of(slow, failing, () -> {
            await(slowRuns);
            return "first";
        }));
        assertThat(first).isEqualTo("first");
        await(interrupted);
    }

    @Test
    void invokeAnyFailsWhenAllFailAndRefusesNone() {
        Callable<String> failing = () -> {
            throw new IOException("failed");
        };
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> pool().invokeAny(Collections.nCopies(5, failing)))
                .withCauseInstanceOf(IOException.class);
        assertThatIllegalArgumentException().isThrownBy(() -> pool().invokeAny(List.<Callable<String>>of()));
    }

    @Test
    void invokeAnyWaitsNoLongerThanItsTime() {
        Callable<String> slow = () -> {
            gate.await();
            return "slow";
        };
        assertThatExceptionOfType(TimeoutException.class)
                .isThrownBy(() -> pool().invokeAny(List.of(slow, slow), 20, TimeUnit.MILLISECONDS));
    }

    @Test
    void theJdksCompletionServiceAndCompletableFuturesRunOnIt() throws Exception {
        ExecutorCompletionService<Integer> service = new ExecutorCompletionService<>(pool());
        service.submit(() -> 3);
        assertThat(got(service.take())).isEqualTo(3);
        CompletableFuture<Integer> doubled =
                CompletableFuture.supplyAsync(() -> 4, pool()).thenApplyAsync(n -> n * 2, pool());
        assertThat(doubled.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(8);
    }

    @Test
    void idleThreadsSleepAndAreWokenForNewWork() throws Exception {
        Queue<Thread> workers = new ConcurrentLinkedQueue<>();
        for (int round = 0; round < 20; round++) {
            got(pool().submit(() -> workers.add(Thread.currentThread())));
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> workers.stream().allMatch(ExecutorContract::sleeps));
        }
    }

    private static boolean sleeps(Thread thread) {
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING, TERMINATED -> true;
            default -> false;
        };
    }
}
