package happensbefore.exercises.borrowedcores;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.exercises.borrowedcores.CoreStage.ItemFailedException;
import java.io.IOException;
import java.lang.Thread.State;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CoreStageTest {
    /// After which a wait that should have ended is wrong; the second one once something has hung.
    private static final long PATIENCE_MILLIS = 1_000;
    private static final long IMPATIENCE_MILLIS = 50;

    private static final Set<State> RESTING = Set.of(State.WAITING, State.TIMED_WAITING, State.TERMINATED);
    private static final AtomicBoolean SOMETHING_HUNG = new AtomicBoolean();

    private final Set<Thread> poolThreads = ConcurrentHashMap.newKeySet();
    private final ExecutorService pool = pool(2);
    private final AtomicInteger tasks = new AtomicInteger();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final Queue<Integer> out = new ConcurrentLinkedQueue<>();

    private ExecutorService pool(int threads) {
        return Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            poolThreads.add(thread);
            return thread;
        });
    }

    @AfterEach
    void letAllGo() {
        gate.countDown();
        pool.shutdownNow();
    }

    private void awaitGate() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long patienceMillis() {
        return SOMETHING_HUNG.get() ? IMPATIENCE_MILLIS : PATIENCE_MILLIS;
    }

    private static boolean await(CountDownLatch latch) throws InterruptedException {
        boolean open = latch.await(patienceMillis(), TimeUnit.MILLISECONDS);
        if (!open) {
            SOMETHING_HUNG.set(true);
        }
        return open;
    }

    private static void until(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofMillis(2 * patienceMillis()))
                .until(condition);
    }

    /// A run on a thread of its own.
    private record Going(Thread caller, AtomicReference<@Nullable Throwable> thrown) {
        @Nullable
        Throwable end(String rule) throws InterruptedException {
            boolean ended = caller.join(Duration.ofMillis(2 * patienceMillis()));
            if (!ended) {
                SOMETHING_HUNG.set(true);
            }
            assertThat(ended).as(rule).isTrue();
            return thrown.get();
        }

        void awaitRest() {
            until("the run waits or is over", () -> RESTING.contains(caller.getState()));
        }
    }

    private static Going start(CoreStage<Integer, Integer> stage, Iterator<Integer> items, Consumer<Integer> out) {
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Thread caller = Thread.ofPlatform().daemon().start(() -> {
            try {
                stage.run(items, out);
            } catch (Throwable e) {
                thrown.set(e);
            }
        });
        return new Going(caller, thrown);
    }

    private CoreStage<Integer, Integer> stage(int ahead, int size, CoreStage.Work<Integer, Integer> work) {
        return new CoreStage<>(
                task -> {
                    tasks.incrementAndGet();
                    pool.execute(task);
                },
                ahead,
                size,
                work);
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private void assertRuns(CoreStage<Integer, Integer> stage, Iterator<Integer> items) throws InterruptedException {
        assertThat(start(stage, items, out::add).end("The run ends.")).isNull();
    }

    @Test
    void everyItemIsComputedAndGivenOnceInItsOrder() throws InterruptedException {
        for (int size : new int[] {1, 3, 100}) {
            out.clear();
            assertRuns(stage(4, size, item -> 2 * item), numbers(1_000).iterator());
            assertThat(out)
                    .as("The results in the order of the items (%d items a task).", size)
                    .containsExactlyElementsOf(
                            numbers(1_000).stream().map(item -> 2 * item).toList());
        }
    }

    /// Item 0 takes until item 3 is computed; item 3 is read when item 2 has begun, and so item 1 has ended.
    @Test
    void aSlowItemIsNotOvertaken() throws InterruptedException {
        CountDownLatch secondBegun = new CountDownLatch(1);
        CountDownLatch thirdBegun = new CountDownLatch(1);
        CoreStage<Integer, Integer> stage = stage(4, 1, item -> {
            switch (item) {
                case 0 -> await(thirdBegun);
                case 2 -> secondBegun.countDown();
                case 3 -> thirdBegun.countDown();
                default -> {}
            }
            return item;
        });
        Iterator<Integer> items = numbers(5).stream()
                .peek(item -> {
                    try {
                        boolean _ = item == 3 && await(secondBegun);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                })
                .iterator();
        assertRuns(stage, items);
        assertThat(out).as("The results in the order of the items.").containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void aTaskHasAsManyItemsAsWereAskedFor() throws InterruptedException {
        assertRuns(stage(2, 4, item -> item), numbers(10).iterator());
        assertThat(tasks).as("Tasks for 10 items, at 4 items a task.").hasValue(3);
    }

    @Test
    void tasksWorkAtTheSameTime() throws InterruptedException {
        AtomicInteger alone = new AtomicInteger();
        List<CountDownLatch> begun =
                numbers(6).stream().map(_ -> new CountDownLatch(1)).toList();
        assertRuns(
                stage(2, 1, item -> {
                    begun.get(item).countDown();
                    if (item % 2 == 0 && !await(begun.get(item + 1))) {
                        alone.incrementAndGet();
                    }
                    return item;
                }),
                numbers(6).iterator());
        assertThat(alone)
                .as("Items whose neighbor did not work at the same time.")
                .hasValue(0);
    }

    @Test
    void noMoreThanThatIsOnThePool() throws InterruptedException {
        AtomicInteger read = new AtomicInteger();
        Going going = start(
                stage(3, 2, item -> {
                    gate.await();
                    return item;
                }),
                numbers(100).stream().peek(_ -> read.incrementAndGet()).iterator(),
                out::add);
        until("3 tasks are on the pool", () -> tasks.get() >= 3);
        going.awaitRest();
        assertThat(tasks).as("Tasks on the pool, at 3 ahead.").hasValue(3);
        assertThat(read).as("Items that were read for 3 tasks ahead.").hasValueLessThanOrEqualTo(7);
        gate.countDown();
        assertThat(going.end("The run ends.")).isNull();
        assertThat(out).as("The results in the order of the items.").containsExactlyElementsOf(numbers(100));
    }

    @Test
    void thePoolComputesAndTheCallerReadsAndGives() throws InterruptedException {
        Set<Thread> computing = ConcurrentHashMap.newKeySet();
        Set<Thread> others = ConcurrentHashMap.newKeySet();
        Going going = start(
                stage(2, 3, item -> {
                    computing.add(Thread.currentThread());
                    return item;
                }),
                numbers(100).stream()
                        .peek(_ -> others.add(Thread.currentThread()))
                        .iterator(),
                result -> others.add(Thread.currentThread()));
        assertThat(going.end("The run ends.")).isNull();
        assertThat(computing)
                .as("The work is done on the pool's threads, not on the caller's thread.")
                .isSubsetOf(poolThreads);
        assertThat(others)
                .as("Reading and giving is done on the caller's thread.")
                .containsExactly(going.caller());
    }

    @Test
    void aSlowReaderKeepsNoThreadOfThePool() throws InterruptedException {
        CountDownLatch computed = new CountDownLatch(2);
        Going going = start(
                stage(2, 1, item -> {
                    computed.countDown();
                    return item;
                }),
                numbers(4).iterator(),
                result -> awaitGate());
        await(computed);
        CountDownLatch both = new CountDownLatch(2);
        CountDownLatch met = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            pool.execute(() -> {
                both.countDown();
                try {
                    if (await(both)) {
                        met.countDown();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        assertThat(await(met))
                .as("The caller takes its time, and two tasks of others meet on the pool's two threads.")
                .isTrue();
        gate.countDown();
        assertThat(going.end("The run ends.")).isNull();
    }

    private static void assertFailed(@Nullable Throwable thrown, long number, Throwable cause) {
        assertThat(thrown).isInstanceOf(ItemFailedException.class).cause().isSameAs(cause);
        assertThat(((ItemFailedException) requireNonNull(thrown)).number())
                .as("The failure names the item.")
                .isEqualTo(number);
    }

    @Test
    void aFailureNamesTheItemAndAllBeforeItIsGiven() throws InterruptedException {
        for (Throwable failure : List.of(new IOException("planned"), new AssertionError("planned"))) {
            out.clear();
            CoreStage<Integer, Integer> stage = stage(2, 4, item -> {
                if (item == 6) {
                    throw CoreStageTest.<RuntimeException>sneaky(failure);
                }
                return item;
            });
            assertFailed(start(stage, numbers(100).iterator(), out::add).end("A failure ends the run."), 6, failure);
            assertThat(out)
                    .as("The results of the items before the failed one were given.")
                    .containsExactly(0, 1, 2, 3, 4, 5);
        }
        assertRuns(stage(2, 4, item -> item), numbers(10).iterator()); // the pool has not been ended
    }

    @SuppressWarnings("unchecked") // erased
    private static <T extends Throwable> T sneaky(Throwable failure) throws T {
        throw (T) failure;
    }

    /// Item 1 fails while item 4 is worked on, in a task of four.
    @Test
    void whatHasBegunIsWaitedForAndTheRestIsNotDone() throws InterruptedException {
        IOException failure = new IOException("planned");
        CountDownLatch otherBegun = new CountDownLatch(1);
        CountDownLatch given = new CountDownLatch(1);
        Set<Integer> begun = ConcurrentHashMap.newKeySet();
        AtomicBoolean interrupted = new AtomicBoolean();
        Going going = start(
                stage(3, 4, item -> {
                    begun.add(item);
                    if (item == 1) {
                        await(otherBegun);
                        throw failure;
                    }
                    if (item == 4) {
                        otherBegun.countDown();
                        try {
                            gate.await();
                        } catch (InterruptedException e) {
                            interrupted.set(true);
                        }
                    }
                    return item;
                }),
                numbers(8).iterator(),
                result -> given.countDown());
        await(given);
        going.awaitRest();
        assertThat(going.caller().isAlive())
                .as("The run is over and its work still runs.")
                .isTrue();
        gate.countDown();
        assertFailed(going.end("The run waits for the one item that has begun."), 1, failure);
        assertThat(begun).as("Of a run that is over no item may begin.").doesNotContain(2, 3, 5, 6, 7);
        assertThat(interrupted).as("The pool's threads are not interrupted.").isFalse();
    }

    @Test
    void whatHasNotBegunIsNotWaitedForAndNeverBegins() throws InterruptedException {
        CountDownLatch taken = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            pool.execute(() -> {
                taken.countDown();
                awaitGate();
            });
        }
        await(taken);
        Set<Integer> begun = ConcurrentHashMap.newKeySet();
        Going going = start(
                stage(2, 2, item -> {
                    begun.add(item);
                    return item;
                }),
                numbers(8).iterator(),
                out::add);
        until("the tasks are on the pool", () -> tasks.get() >= 1);
        going.awaitRest();
        going.caller().interrupt();
        assertThat(going.end("The pool is busy with the work of others: who is interrupted does not wait for it."))
                .as("The caller was interrupted.")
                .isInstanceOf(InterruptedException.class);
        gate.countDown();
        CountDownLatch behind = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            pool.execute(behind::countDown);
        }
        await(behind);
        assertThat(begun).as("Of a run that is over no item may begin.").isEmpty();
    }

    @Test
    void whatReadingOrGivingThrowsComesOutAndNothingIsLeft() throws InterruptedException {
        IllegalStateException failure = new IllegalStateException("planned");
        AtomicInteger inside = new AtomicInteger();
        CoreStage<Integer, Integer> stage = stage(4, 1, item -> {
            inside.incrementAndGet();
            Thread.yield();
            inside.decrementAndGet();
            return item;
        });
        Iterator<Integer> torn = numbers(100).stream()
                .peek(item -> {
                    if (item == 50) {
                        throw failure;
                    }
                })
                .iterator();
        assertThat(start(stage, torn, out::add).end("A failure ends the run.")).isSameAs(failure);
        assertThat(inside).as("The run is over, and its work still runs.").hasValue(0);
        Consumer<Integer> full = result -> {
            throw failure;
        };
        assertThat(start(stage, numbers(100).iterator(), full).end("A failure ends the run."))
                .isSameAs(failure);
        assertThat(inside).as("The run is over, and its work still runs.").hasValue(0);
    }
}
