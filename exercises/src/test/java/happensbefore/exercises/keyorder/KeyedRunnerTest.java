package happensbefore.exercises.keyorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeyedRunnerTest {
    private static final int TASKS = 2_000;

    /// After which a wait that should have ended is wrong.
    private static final long PATIENCE_MILLIS = 1_000;

    /// The same, once one has been too long: then the answer is wrong already.
    private static final long IMPATIENCE_MILLIS = 50;

    private static final AtomicBoolean SOMETHING_HUNG = new AtomicBoolean();

    private final ExecutorService pool = Executors.newFixedThreadPool(2, work -> {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((_, _) -> {});
        return thread;
    });
    private final KeyedRunner<String> runner = new KeyedRunner<>(pool);
    private final CountDownLatch gate = new CountDownLatch(1);

    /// A pool whose turns the test takes by hand.
    private final ArrayDeque<Runnable> turns = new ArrayDeque<>();

    private final KeyedRunner<String> byHand = new KeyedRunner<>(turns::add);

    @AfterEach
    void end() {
        gate.countDown();
        pool.shutdownNow();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            boolean open =
                    latch.await(SOMETHING_HUNG.get() ? IMPATIENCE_MILLIS : PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            if (!open) {
                SOMETHING_HUNG.set(true);
            }
            return open;
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Test
    void theTasksOfAKeyRunInTheirOrderAndOneAtATime() {
        Queue<Integer> order = new ConcurrentLinkedQueue<>();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(TASKS);
        for (int i = 0; i < TASKS; i++) {
            int task = i;
            runner.execute("a", () -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                Thread.yield();
                order.add(task);
                inside.decrementAndGet();
                all.countDown();
            });
        }
        assertThat(await(all)).as("All tasks of the key have run.").isTrue();
        assertThat(most).as("One task of a key at a time.").hasValue(1);
        assertThat(order)
                .as("The tasks of a key run in the order in which they came.")
                .containsExactlyElementsOf(IntStream.range(0, TASKS).boxed().toList());
    }

    @Test
    void differentKeysRunAtTheSameTime() {
        CountDownLatch both = new CountDownLatch(2);
        CountDownLatch met = new CountDownLatch(2);
        for (String key : List.of("a", "b")) {
            runner.execute(key, () -> {
                both.countDown();
                if (await(both)) {
                    met.countDown();
                }
            });
        }
        assertThat(await(met))
                .as("Tasks of two keys wait for each other: they run at the same time.")
                .isTrue();
    }

    @Test
    void aKeyWhoseTaskIsSlowHoldsOneThreadAndNoMore() {
        CountDownLatch slowRuns = new CountDownLatch(1);
        CountDownLatch other = new CountDownLatch(1);
        runner.execute("slow", () -> {
            slowRuns.countDown();
            try {
                gate.await(); // until this test ends
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await(slowRuns);
        for (int i = 0; i < 5; i++) {
            runner.execute("slow", () -> {});
        }
        runner.execute("other", other::countDown);
        assertThat(await(other))
                .as("Behind a slow task of its key others wait, and hold no thread of the pool.")
                .isTrue();
    }

    @Test
    void aKeyWithManyTasksLeavesTurnsToOthers() {
        List<String> order = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            byHand.execute("many", () -> order.add("many"));
        }
        byHand.execute("one", () -> order.add("one"));
        takeTurns();
        assertThat(order)
                .as("After one task of a key the other keys have their turn.")
                .containsExactly("many", "one", "many", "many");
    }

    private void takeTurns() {
        for (Runnable turn = turns.poll(); turn != null; turn = turns.poll()) {
            try {
                turn.run();
            } catch (IllegalStateException e) {
                // planned: the pool's thread would tell its handler
            }
        }
    }

    @Test
    void aTaskThatThrowsStopsNoKeyAndThePoolIsTold() {
        AtomicInteger told = new AtomicInteger();
        AtomicInteger runs = new AtomicInteger();
        byHand.execute("a", () -> {
            throw new IllegalStateException("planned");
        });
        byHand.execute("a", runs::incrementAndGet);
        for (Runnable turn = turns.poll(); turn != null; turn = turns.poll()) {
            try {
                turn.run();
            } catch (IllegalStateException e) {
                told.incrementAndGet();
            }
        }
        assertThat(runs).as("The next task of the key runs.").hasValue(1);
        byHand.execute("a", runs::incrementAndGet);
        takeTurns();
        assertThat(runs).as("The key is not stuck.").hasValue(2);
        assertThat(told).as("What a task throws goes to the pool.").hasValue(1);
    }

    @Test
    void aTaskMayAddToItsOwnKey() {
        CountDownLatch inner = new CountDownLatch(1);
        runner.execute("a", () -> runner.execute("a", inner::countDown));
        assertThat(await(inner))
                .as("A task that was added by a task of the same key runs.")
                .isTrue();
    }

    @Test
    void aKeyThatIsDoneIsForgotten() {
        for (int i = 0; i < 100; i++) {
            byHand.execute("key " + i, () -> {});
        }
        assertThat(byHand.keys()).as("Keys with tasks that wait.").isEqualTo(100);
        takeTurns();
        assertThat(byHand.keys()).as("Keys whose tasks have run are forgotten.").isZero();
    }
}
