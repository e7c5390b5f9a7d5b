package happensbefore.exercises.tidypool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TidyPoolTest {
    private static final int WORKERS = 2;
    private static final int ROUNDS = 1_500;

    /// More than come before the end.
    private static final int MANY = 2_000;

    /// More than there are processors, so that some stand between any two steps when the end comes.
    private static final int SUBMITTERS = 4;

    /// After which a wait that should have ended is wrong.
    private static final long PATIENCE_MILLIS = 1_000;

    private final TidyPool pool = new TidyPool(WORKERS);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    @AfterEach
    void end() {
        gate.countDown();
        pool.stop();
    }

    /// The same, once something has not ended: then the answer is wrong already.
    private static final long IMPATIENCE_MILLIS = 50;

    private static final AtomicBoolean SOMETHING_HUNG = new AtomicBoolean();

    private static long patienceMillis() {
        return SOMETHING_HUNG.get() ? IMPATIENCE_MILLIS : PATIENCE_MILLIS;
    }

    private static boolean inTime(boolean ended) {
        if (!ended) {
            SOMETHING_HUNG.set(true);
        }
        return ended;
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return inTime(latch.await(patienceMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            return false;
        }
    }

    /// All workers run a task until the gate opens.
    private void occupyAll() {
        CountDownLatch all = new CountDownLatch(WORKERS);
        for (int i = 0; i < WORKERS; i++) {
            pool.execute(() -> {
                threads.add(Thread.currentThread());
                all.countDown();
                await(gate);
            });
        }
        assertThat(await(all))
                .as("%d tasks run at the same time, one on each worker.", WORKERS)
                .isTrue();
    }

    private void assertAllWorkersWork(String when) {
        CyclicBarrier all = new CyclicBarrier(WORKERS);
        CountDownLatch met = new CountDownLatch(WORKERS);
        for (int i = 0; i < WORKERS; i++) {
            pool.execute(() -> {
                try {
                    all.await(patienceMillis(), TimeUnit.MILLISECONDS);
                    met.countDown();
                } catch (Exception e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        assertThat(await(met))
                .as("%s, %d tasks still meet: one on each worker.", when, WORKERS)
                .isTrue();
    }

    @Test
    void asManyTasksRunAtATimeAsThereAreWorkers() {
        occupyAll();
        AtomicInteger runs = new AtomicInteger();
        pool.execute(runs::incrementAndGet);
        assertThat(runs).as("No more run than there are workers.").hasValue(0);
        gate.countDown();
        Awaitility.await().until(() -> runs.get() == 1);
    }

    @Test
    void idleWorkersSleep() {
        occupyAll();
        gate.countDown();
        try {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(2))
                    .atMost(Duration.ofMillis(PATIENCE_MILLIS))
                    .until(() -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "There is nothing to do, and a worker does not sleep: "
                            + threads.stream().map(Thread::getState).toList(),
                    e);
        }
    }

    @Test
    void noTaskIsMissedHoweverItFalls() {
        AtomicInteger runs = new AtomicInteger();
        TidyPool alone = new TidyPool(1); // with two, the other one would take what one misses
        for (int round = 1; round <= ROUNDS; round++) {
            for (int i = round % 64; i > 0; i--) {
                Thread.onSpinWait(); // it falls on each of the workers' steps in turn
            }
            alone.execute(runs::incrementAndGet);
            long start = System.nanoTime();
            while (runs.get() < round) {
                Thread.onSpinWait();
                if (System.nanoTime() - start > TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS)) {
                    throw new AssertionError(
                            "A task came as the worker lay down, and it sleeps on (round " + round + ").");
                }
            }
        }
        alone.stop();
    }

    @Test
    void tasksThatThrowCostNoWorkerAndAreCounted() {
        for (int i = 0; i < 4 * WORKERS; i++) {
            boolean error = i % 2 == 0;
            pool.execute(() -> {
                if (error) {
                    throw new AssertionError("planned");
                }
                throw new IllegalStateException("planned");
            });
        }
        assertAllWorkersWork("After tasks that have thrown");
        assertThat(pool.failed()).as("Tasks that have thrown.").isEqualTo(4 * WORKERS);
    }

    @Test
    void anInterruptThatATaskLeavesBehindCostsNoWorker() {
        for (int i = 0; i < 2 * WORKERS; i++) {
            pool.execute(() -> Thread.currentThread().interrupt());
        }
        CountDownLatch later = new CountDownLatch(1);
        pool.execute(later::countDown);
        assertThat(await(later)).as("A task after an interrupt is run.").isTrue();
        assertThat(pool.failed()).as("An interrupt is no failure.").isZero();
    }

    @Test
    void aShutdownRunsAllThatWasAccepted() throws InterruptedException {
        occupyAll();
        AtomicInteger runs = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            pool.execute(runs::incrementAndGet);
        }
        pool.shutdown();
        assertThatExceptionOfType(RejectedExecutionException.class)
                .as("A task after the shutdown is rejected.")
                .isThrownBy(() -> pool.execute(runs::incrementAndGet));
        assertThat(pool.awaitEnd(1)).as("Tasks still run.").isFalse();
        gate.countDown();
        assertThat(inTime(pool.awaitEnd(patienceMillis())))
                .as("The threads end.")
                .isTrue();
        assertThat(runs)
                .as("All that was accepted before the shutdown has run.")
                .hasValue(100);
        assertThreadsEnd();
    }

    private void assertThreadsEnd() {
        Awaitility.await("the end of the threads").until(() -> threads.stream().noneMatch(Thread::isAlive));
    }

    @Test
    void anIdlePoolEnds() throws InterruptedException {
        occupyAll();
        gate.countDown();
        pool.shutdown();
        assertThat(inTime(pool.awaitEnd(patienceMillis())))
                .as("The workers sleep, and the shutdown ends them.")
                .isTrue();
        assertThreadsEnd();
    }

    @Test
    void aStopReturnsWhatWasNotBegunAndItNeverRuns() throws InterruptedException {
        occupyAll();
        AtomicInteger runs = new AtomicInteger();
        List<Runnable> tasks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            tasks.add(runs::incrementAndGet);
        }
        tasks.forEach(pool::execute);
        assertThat(pool.stop())
                .as("What was not begun is returned, in its order.")
                .isEqualTo(tasks);
        assertThatExceptionOfType(RejectedExecutionException.class)
                .as("A task after the stop is rejected.")
                .isThrownBy(() -> pool.execute(runs::incrementAndGet));
        gate.countDown();
        assertThat(inTime(pool.awaitEnd(patienceMillis())))
                .as("The threads end.")
                .isTrue();
        assertThat(runs).as("What was returned is not run as well.").hasValue(0);
    }

    private void raceWithTheEnd(boolean stop) throws InterruptedException {
        for (int round = 0; round < 40; round++) {
            TidyPool ending = new TidyPool(WORKERS);
            Queue<Integer> run = new ConcurrentLinkedQueue<>();
            AtomicInteger accepted = new AtomicInteger();
            CountDownLatch some = new CountDownLatch(1 + round % 20);
            List<Thread> submitters = new ArrayList<>();
            for (int n = 0; n < SUBMITTERS; n++) {
                int first = n * MANY;
                submitters.add(Thread.ofPlatform().daemon().start(() -> {
                    try {
                        for (int i = 0; i < MANY; i++) {
                            int task = first + i;
                            ending.execute(() -> run.add(task));
                            accepted.incrementAndGet();
                            some.countDown();
                        }
                    } catch (RejectedExecutionException e) {
                        some.countDown();
                    }
                }));
            }
            await(some);
            List<Runnable> unbegun = List.of();
            if (stop) {
                unbegun = ending.stop();
            } else {
                ending.shutdown();
            }
            for (Thread submitter : submitters) {
                submitter.join();
            }
            assertThat(inTime(ending.awaitEnd(patienceMillis())))
                    .as("The threads end.")
                    .isTrue();
            assertThat(run).as("No task runs twice.").doesNotHaveDuplicates();
            assertThat(run.size() + unbegun.size())
                    .as("Each accepted task was run, or returned: never both, never neither (round %d).", round)
                    .isEqualTo(accepted.get());
        }
    }

    @Test
    void aTaskThatRacesWithTheShutdownIsRunOrRejected() throws InterruptedException {
        raceWithTheEnd(false);
    }

    @Test
    void aTaskThatRacesWithTheStopIsRunOrReturnedOrRejected() throws InterruptedException {
        raceWithTheEnd(true);
    }
}
