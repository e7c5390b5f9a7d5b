package happensbefore.workstealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What ours promises beyond other pools: tasks that wait for tasks, and what it tells.
@Timeout(60)
class WorkStealingPoolTest {
    private static final long PATIENCE_SECONDS = 30;
    private static final List<Callable<Integer>> ONE_TWO_THREE = List.of(() -> 1, () -> 2, () -> 3);

    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<WorkStealingPool> pools = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        gate.countDown();
        for (WorkStealingPool pool : pools) {
            pool.shutdownNow();
            assertThat(pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    private WorkStealingPool pool(int parallelism) {
        return pool(PoolSettings.of(parallelism));
    }

    private WorkStealingPool pool(PoolSettings settings) {
        WorkStealingPool pool = new WorkStealingPool(settings);
        pools.add(pool);
        return pool;
    }

    private static <T> T got(Future<T> future) throws Exception {
        return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static boolean await(CountDownLatch latch) throws InterruptedException {
        return latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /// The naive Fibonacci number, a fork for every call.
    private static final class Fib extends Fork<Integer> {
        private final int n;

        Fib(int n) {
            this.n = n;
        }

        @Override
        protected Integer compute() {
            if (n < 2) {
                return n;
            }
            Fork<Integer> one = new Fib(n - 1).fork();
            return new Fib(n - 2).compute() + one.join();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void forksAndJoinsAddUp(int parallelism) {
        assertThat(pool(parallelism).invoke(new Fib(22))).isEqualTo(17_711);
    }

    @Test
    void severalTreesAtATimeAddUp() throws Exception {
        WorkStealingPool pool = pool(3);
        List<Future<Integer>> trees = IntStream.range(0, 20)
                .mapToObj(_ -> pool.submit(() -> new Fib(15).compute()))
                .toList();
        for (Future<Integer> tree : trees) {
            assertThat(got(tree)).isEqualTo(610);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 256})
    void aTaskThatWaitsForItsOwnSubmissionDoesNotStarveIt(int spares) throws Exception {
        WorkStealingPool pool = pool(PoolSettings.of(1).withSpares(spares));
        assertThat(got(pool.submit(() -> nested(pool, 50)))).isEqualTo(50);
        assertThat(got(pool.submit(() -> {
                    int sum = 0;
                    for (Future<Integer> one : pool.invokeAll(ONE_TWO_THREE)) {
                        sum += one.resultNow();
                    }
                    return sum;
                })))
                .isEqualTo(6);
    }

    private static int nested(WorkStealingPool pool, int depth) throws Exception {
        return depth == 0 ? 0 : 1 + pool.submit(() -> nested(pool, depth - 1)).get();
    }

    @Test
    void waitsThatCannotHelpLeaveTheirPlaceToAnotherThread() throws Exception {
        WorkStealingPool pool = pool(1);
        assertThat(got(pool.submit(() -> pool.submit(() -> 1).get(PATIENCE_SECONDS, TimeUnit.SECONDS))))
                .isEqualTo(1);
        Callable<Integer> any = () -> pool.invokeAny(ONE_TWO_THREE);
        assertThat(got(pool.submit(any))).isBetween(1, 3);
        Callable<List<Future<Integer>>> timed = () -> pool.invokeAll(ONE_TWO_THREE, PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(got(pool.submit(timed)))
                .allSatisfy(one -> assertThat(one.isDone()).isTrue());
        assertThat(pool.counts().blocks()).isPositive();
        assertThat(pool.counts().started()).isGreaterThan(1);
    }

    @Test
    void aTimedWaitOfATaskEndsInTime() throws Exception {
        WorkStealingPool pool = pool(1);
        Future<Boolean> late = pool.submit(() -> {
            Future<Boolean> other = pool.submit(() -> await(gate));
            try {
                other.get(1, TimeUnit.MILLISECONDS);
                return false;
            } catch (TimeoutException e) {
                return true;
            }
        });
        assertThat(got(late)).isTrue();
    }

    @Test
    void workFromOutsideRunsWhileAllWorkersWaitForIt() throws Exception {
        WorkStealingPool pool = pool(2);
        CountDownLatch fromOutside = new CountDownLatch(1);
        CountDownLatch stolen = new CountDownLatch(1);
        Future<Boolean> outer = pool.submit(() -> {
            Fork<Boolean> inner = pool.fork(() -> {
                stolen.countDown();
                return await(fromOutside);
            });
            await(stolen);
            return inner.join();
        });
        assertThat(await(stolen)).isTrue();
        Awaitility.await().until(() -> pool.counts().blocks() > 0);
        pool.execute(fromOutside::countDown);
        assertThat(got(outer)).isTrue();
    }

    @Test
    void aTaskThatJoinsRunsNoSubmittedTaskInBetween() throws Exception {
        WorkStealingPool pool = pool(2);
        Semaphore permit = new Semaphore(1);
        Future<Integer> holder = pool.submit(() -> {
            permit.acquire();
            Fork<Integer> part = pool.fork(() -> 5);
            pool.execute(() -> {
                permit.acquireUninterruptibly(); // would wait for the very task under which it ran
                permit.release();
            });
            int result = part.join();
            permit.release();
            return result;
        });
        assertThat(got(holder)).isEqualTo(5);
    }

    @Test
    void whatAForkThrowsComesOutOfTheJoinAsTheCause() throws Exception {
        WorkStealingPool pool = pool(2);
        Future<Integer> deep = pool.submit(() -> {
            Fork<Integer> outer = pool.fork(() -> {
                Fork<Integer> inner = pool.fork(() -> {
                    throw new IOException("no disk");
                });
                return inner.join();
            });
            return outer.join();
        });
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> got(deep))
                .havingCause()
                .isInstanceOf(CompletionException.class)
                .havingCause()
                .isInstanceOf(IOException.class)
                .withMessage("no disk");
    }

    @Test
    void aCancelledForkIsNotRun() throws Exception {
        WorkStealingPool pool = pool(1);
        AtomicInteger runs = new AtomicInteger();
        Future<Boolean> cancelled = pool.submit(() -> {
            Fork<Integer> part = pool.fork(runs::incrementAndGet);
            assertThat(part.cancel(true)).isTrue();
            try {
                part.join();
                return false;
            } catch (CancellationException e) {
                return !Thread.currentThread().isInterrupted();
            }
        });
        assertThat(got(cancelled))
                .as("cancelled, and its forker not interrupted")
                .isTrue();
        assertThat(runs).hasValue(0);
    }

    @Test
    void aForkNeedsATaskAroundIt() {
        assertThatIllegalStateException().isThrownBy(() -> new Fib(1).fork());
        assertThat(pool(1).fork(() -> 4).join())
                .as("from outside it is a submission")
                .isEqualTo(4);
    }

    @Test
    void endlessWorkOfItsOwnKeepsNobodyOutsideWaiting() throws Exception {
        WorkStealingPool pool = pool(1);
        AtomicBoolean on = new AtomicBoolean(true);
        CountDownLatch over = new CountDownLatch(1);
        pool.execute(new Runnable() {
            @Override
            public void run() {
                if (on.get()) {
                    pool.execute(this);
                } else {
                    over.countDown();
                }
            }
        });
        assertThat(got(pool.submit(() -> 1))).isEqualTo(1);
        on.set(false);
        assertThat(await(over)).isTrue();
    }

    @Test
    void tasksThatRunMayForkAfterTheShutdown() throws Exception {
        WorkStealingPool pool = pool(2);
        Future<Integer> tree = pool.submit(() -> {
            await(gate);
            return new Fib(15).compute();
        });
        pool.shutdown();
        gate.countDown();
        assertThat(got(tree)).isEqualTo(610);
        assertThat(pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aStopCancelsForksAndReturnsSubmissions() throws Exception {
        WorkStealingPool pool = pool(1);
        CountDownLatch forked = new CountDownLatch(1);
        AtomicReference<Fork<Integer>> fork = new AtomicReference<>();
        AtomicReference<Future<Integer>> submission = new AtomicReference<>();
        CompletableFuture<Boolean> told = new CompletableFuture<>();
        pool.execute(() -> {
            fork.set(pool.fork(() -> 1));
            submission.set(pool.submit(() -> 2));
            forked.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                try {
                    fork.get().join();
                    told.complete(false);
                } catch (CancellationException cancelled) {
                    told.complete(true);
                }
            }
        });
        assertThat(await(forked)).isTrue();
        List<Runnable> unbegun = pool.shutdownNow();
        assertThat(unbegun).singleElement().isSameAs(submission.get());
        assertThat(got(told)).isTrue();
        assertThatExceptionOfType(CancellationException.class)
                .as("nobody waits for what was returned")
                .isThrownBy(() -> submission.get().get());
        unbegun.getFirst().run();
        assertThat(submission.get().get()).isEqualTo(2);
    }

    @Test
    void aFactoryThatFailsRejectsTheTaskAndNoMore() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        ThreadFactory factory = work -> switch (calls.getAndIncrement()) {
            case 0 -> null;
            case 1 -> throw new IllegalStateException("no more threads");
            default -> new Thread(work);
        };
        WorkStealingPool pool = pool(PoolSettings.of(1).withFactory(factory));
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> pool.execute(() -> {}))
                .withCauseInstanceOf(IllegalStateException.class);
        calls.set(1);
        AtomicInteger runs = new AtomicInteger();
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> pool.execute(runs::incrementAndGet));
        assertThat(got(pool.submit(() -> 1))).isEqualTo(1);
        assertThat(runs).hasValue(0);
    }

    @Test
    void itRunsOnVirtualThreadsToo() throws Exception {
        WorkStealingPool pool =
                pool(PoolSettings.of(2).withFactory(Thread.ofVirtual().factory()));
        assertThat(pool.invoke(new Fib(15))).isEqualTo(610);
        assertThat(got(pool.submit(() -> Thread.currentThread().isVirtual()))).isTrue();
    }

    @Test
    void aTaskIsToldWhereItRunsAndWhereItCameFrom() throws Exception {
        WorkStealingPool pool = pool(2);
        assertThat(WorkStealingPool.placement()).isNull();
        CountDownLatch stolen = new CountDownLatch(1);
        List<Placement> seen = got(
                pool.submit(() -> {
                    Placement outer = Objects.requireNonNull(WorkStealingPool.placement());
                    Fork<Placement> part = pool.fork(() -> {
                        stolen.countDown();
                        return Objects.requireNonNull(WorkStealingPool.placement());
                    });
                    await(stolen); // by the other one: this one waits
                    Fork<Placement> own = pool.fork(() -> Objects.requireNonNull(WorkStealingPool.placement()));
                    await(gate);
                    return List.of(
                            outer, part.join(), own.join(), Objects.requireNonNull(WorkStealingPool.placement()));
                }),
                gate);
        Placement outer = seen.getFirst();
        assertThat(outer.source()).isEqualTo(new Placement.Outside());
        assertThat(seen.get(1).source()).isEqualTo(new Placement.Stolen(outer.worker()));
        assertThat(seen.get(1).worker()).isNotEqualTo(outer.worker());
        assertThat(seen.getLast()).isEqualTo(outer);
    }

    private static <T> T got(Future<T> future, CountDownLatch opens) throws Exception {
        opens.countDown();
        return got(future);
    }

    @Test
    void itsCountsAddUp() throws Exception {
        WorkStealingPool pool = pool(2);
        for (int i = 0; i < 100; i++) {
            got(pool.submit(() -> 1));
        }
        pool.invoke(new Fib(10));
        Awaitility.await().until(() -> pool.counts().awake() == 0);
        PoolCounts counts = pool.counts();
        int forks = 88; // fib(10) forks once for each call with n of 2 and more
        assertThat(counts.run()).isEqualTo(100 + 1 + forks);
        assertThat(counts.batches()).isBetween(1L, 101L);
        assertThat(counts.parks()).isPositive();
        assertThat(counts.waitingOutside()).isZero();
        assertThat(counts.waitingInside()).isZero();
        assertThat(counts.stolen()).isLessThanOrEqualTo(forks);
        assertThat(pool(PoolSettings.of(1).uncounted()).counts().run()).isZero();
    }

    @Test
    void whoInterruptsASleepingWorkerMeansNoTask() throws Exception {
        WorkStealingPool pool = pool(1);
        Thread worker = got(pool.submit(Thread::currentThread));
        for (int i = 0; i < 20; i++) {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> worker.getState() == Thread.State.WAITING);
            worker.interrupt();
        }
        assertThat(got(pool.submit(() -> Thread.currentThread().isInterrupted())))
                .isFalse();
    }

    @Test
    void settingsOutOfBoundsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new WorkStealingPool(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new WorkStealingPool(1025));
        assertThatIllegalArgumentException().isThrownBy(() -> PoolSettings.of(1).withSpares(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> PoolSettings.of(1).withSpares(1001));
    }

    @Test
    void aJoinKeepsTheInterrupt() throws Exception {
        WorkStealingPool pool = pool(1);
        Fork<Integer> slow = pool.fork(() -> {
            await(gate);
            return 8;
        });
        AtomicBoolean kept = new AtomicBoolean();
        Thread joiner = Thread.ofPlatform().daemon().start(() -> {
            slow.join();
            kept.set(Thread.interrupted());
        });
        Awaitility.await().until(() -> joiner.getState() == Thread.State.WAITING);
        joiner.interrupt();
        gate.countDown();
        joiner.join(Duration.ofSeconds(PATIENCE_SECONDS));
        assertThat(kept).isTrue();
    }
}
