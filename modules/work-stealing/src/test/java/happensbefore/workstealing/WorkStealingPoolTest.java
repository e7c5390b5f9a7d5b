package happensbefore.workstealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What ours promises beyond other pools: placement, counts, settings, and what a stop does to forks.
class WorkStealingPoolTest extends PoolTest {
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
    void whoSleepsUntilATaskHasEndedIsToldWhenAStopReturnsIt() throws Exception {
        WorkStealingPool pool = pool(1);
        CountDownLatch busy = new CountDownLatch(1);
        pool.execute(() -> {
            busy.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(await(busy)).isTrue();
        Future<Integer> returned = pool.submit(() -> 1);
        CompletableFuture<Boolean> told = new CompletableFuture<>();
        Thread waits = Thread.ofPlatform().daemon().start(() -> {
            try {
                returned.get();
            } catch (CancellationException e) {
                told.complete(true);
            } catch (InterruptedException | ExecutionException e) {
                told.completeExceptionally(e);
            }
        });
        Awaitility.await().until(() -> waits.getState() == Thread.State.WAITING);
        assertThat(pool.shutdownNow()).hasSize(1);
        assertThat(got(told)).isTrue();
    }

    /// Two workers have much to give and are stopped; what they gave waits until both have given all.
    @Test
    void aThiefTakesFromOneAndFromTheOther() throws Exception {
        int each = 200;
        WorkStealingPool pool = pool(3);
        CyclicBarrier bothAreThere = new CyclicBarrier(2);
        CountDownLatch bothGave = new CountDownLatch(2);
        CountDownLatch all = new CountDownLatch(2 * each);
        List<Placement.Source> sources = new CopyOnWriteArrayList<>();
        for (int victim = 0; victim < 2; victim++) {
            Future<Boolean> _ = pool.submit(() -> {
                bothAreThere.await();
                for (int i = 0; i < each; i++) {
                    pool.fork(() -> {
                        await(bothGave);
                        sources.add(Objects.requireNonNull(WorkStealingPool.placement())
                                .source());
                        all.countDown();
                        return true;
                    });
                }
                bothGave.countDown();
                return await(gate);
            });
        }
        assertThat(await(all)).isTrue();
        assertThat(pool.counts().stolen()).isEqualTo(2 * each);
        for (Placement.Source source : Set.copyOf(sources)) {
            assertThat(Collections.frequency(sources.subList(0, each / 2), source))
                    .as("robbed while the other one had something too")
                    .isGreaterThan(4);
        }
    }

    @Test
    void aStopDoesNotReturnWhatTheOneThatJoinsItHasBegun() throws Exception {
        WorkStealingPool pool = pool(1);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Boolean> told = new CompletableFuture<>();
        pool.execute(() -> {
            Future<Boolean> own = pool.submit(
                    () -> { // stays in the deque while it runs
                        begun.countDown();
                        return await(gate);
                    });
            try {
                told.complete(own.get());
            } catch (InterruptedException | ExecutionException e) {
                told.complete(false);
            }
        });
        assertThat(await(begun)).isTrue();
        assertThat(pool.shutdownNow()).isEmpty();
        assertThat(got(told)).as("interrupted, as it ran").isFalse();
    }

    @Test
    void whatIsForkedAfterTheStopIsCancelledToo() throws Exception {
        WorkStealingPool pool = pool(1);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Fork<Integer>> late = new CompletableFuture<>();
        pool.execute(() -> {
            begun.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) { // the queues have been emptied
                late.complete(pool.fork(() -> 1));
            }
        });
        assertThat(await(begun)).isTrue();
        assertThat(pool.shutdownNow()).isEmpty();
        Fork<Integer> fork = got(late);
        assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> got(fork));
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
    void aForkThatAPoolReturnedMayBeExecutedByAnother() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Fork<Integer> fork = Fork.of(runs::incrementAndGet);
        assertThat(stoppedBeforeItBegan(fork)).isSameAs(fork);
        assertThat(stoppedBeforeItBegan(fork)).as("once more").isSameAs(fork);
        pool(1).execute(fork);
        Awaitility.await().until(fork::isDone);
        assertThat(fork.resultNow()).isEqualTo(1);
    }

    /// What a pool whose only worker is busy returns when it is stopped.
    private Runnable stoppedBeforeItBegan(Runnable task) throws Exception {
        WorkStealingPool busy = pool(1);
        CountDownLatch runs = new CountDownLatch(1);
        busy.submit(() -> {
            runs.countDown();
            return gate.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        });
        await(runs);
        busy.execute(task);
        return busy.shutdownNow().getFirst();
    }

    @Test
    void aTaskThatSubmitsWhileItsPoolStopsIsRejectedOrItsSubmissionReturned() throws Exception {
        for (int round = 0; round < 200; round++) {
            WorkStealingPool pool = pool(1);
            AtomicInteger accepted = new AtomicInteger();
            AtomicInteger runs = new AtomicInteger();
            CountDownLatch begun = new CountDownLatch(1);
            Future<?> submits = pool.submit(() -> {
                begun.countDown();
                try {
                    while (true) {
                        pool.execute(runs::incrementAndGet);
                        accepted.incrementAndGet();
                    }
                } catch (RejectedExecutionException e) {
                    return; // so it is to be
                }
            });
            await(begun);
            int returned = pool.shutdownNow().size();
            assertThat(pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(submits.isDone()).isTrue();
            assertThat(returned + runs.get()).isEqualTo(accepted.get());
        }
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
}
