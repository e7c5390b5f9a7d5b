package happensbefore.workstealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import happensbefore.testkit.Race;
import java.io.IOException;
import java.time.Duration;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What every pool of threads promises: one suite for ours and for the JDK's. What a caller may wait for is in
/// [WaitingContract], how a pool ends in [EndingContract].
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

    void assertAllWorkersStillWork() throws Exception {
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
