package happensbefore.workstealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tasks of a pool that fork, join and wait for other tasks.
class ForksAndWaitsTest extends PoolTest {
    private static final List<Callable<Integer>> ONE_TWO_THREE = List.of(() -> 1, () -> 2, () -> 3);

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
    void whoJoinsRunsWhatTheThiefOfItsTaskHasForked() throws Exception {
        WorkStealingPool pool = pool(PoolSettings.of(2).withSpares(0));
        CountDownLatch stolen = new CountDownLatch(1);
        CountDownLatch partRan = new CountDownLatch(1);
        Future<Boolean> outer = pool.submit(() -> {
            Fork<Boolean> part = pool.fork(() -> {
                pool.fork(() -> {
                    partRan.countDown();
                    return true;
                });
                stolen.countDown();
                return await(partRan); // this thread waits: somebody else must run it
            });
            await(stolen);
            return part.join();
        });
        assertThat(got(outer)).isTrue();
    }

    /// One more is awake than should be when a wait ends whose place a spare has taken. It runs on only until it is
    /// between two tasks, also when there are more.
    @Test
    void aWaitThatEndsMakesNoMoreOfThemRunForLong() throws Exception {
        WorkStealingPool pool = pool(PoolSettings.of(2).withSpares(1));
        CountDownLatch stolen = new CountDownLatch(1);
        pool.execute(() -> {
            Fork<Boolean> part = pool.fork(() -> {
                stolen.countDown();
                return await(gate);
            });
            try {
                await(stolen);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            part.join();
        });
        Awaitility.await().until(() -> pool.counts().blocks() == 1);
        int tasks = 100;
        Semaphore mayEnd = new Semaphore(0);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(tasks);
        for (int i = 0; i < tasks; i++) {
            pool.execute(() -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                mayEnd.acquireUninterruptibly();
                running.decrementAndGet();
                all.countDown();
            });
        }
        Awaitility.await().until(() -> running.get() == 1); // on the spare
        gate.countDown();
        Awaitility.await().until(() -> running.get() == 2 && pool.counts().awake() == 2);
        mayEnd.release(tasks);
        assertThat(await(all)).isTrue();
        assertThat(most).hasValue(2);
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
