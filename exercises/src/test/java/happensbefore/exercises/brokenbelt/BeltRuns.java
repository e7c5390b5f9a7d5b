package happensbefore.exercises.brokenbelt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/// Runs of a belt that must not hang, and what is left after them.
abstract class BeltRuns {
    /// After which a wait that should have ended is wrong.
    private static final long PATIENCE_MILLIS = 1_000;

    /// The same, once something has hung: then the answer is wrong already.
    private static final long IMPATIENCE_MILLIS = 50;

    /// How long a stubborn stage goes on after an interrupt.
    static final long STUBBORN_MILLIS = 100;

    private static final AtomicBoolean SOMETHING_HUNG = new AtomicBoolean();

    final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    final CountDownLatch never = new CountDownLatch(1);

    /// How a run went on.
    record Going(Thread caller, AtomicReference<@Nullable Throwable> thrown) {
        @Nullable
        Throwable end() throws InterruptedException {
            boolean ended = caller.join(Duration.ofMillis(patienceMillis()));
            if (!ended) {
                SOMETHING_HUNG.set(true);
            }
            assertThat(ended).as("The run ends. It hangs.").isTrue();
            return thrown.get();
        }
    }

    @AfterEach
    void letAllGo() {
        never.countDown();
        threads.forEach(Thread::interrupt);
    }

    static long patienceMillis() {
        return SOMETHING_HUNG.get() ? IMPATIENCE_MILLIS : PATIENCE_MILLIS;
    }

    /// False when patience ran out first.
    static boolean await(CountDownLatch latch) throws InterruptedException {
        boolean open = latch.await(patienceMillis(), TimeUnit.MILLISECONDS);
        if (!open) {
            SOMETHING_HUNG.set(true);
        }
        return open;
    }

    static Going start(Belt<Integer, Integer> belt, Iterable<Integer> items) {
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Thread caller = Thread.ofPlatform().daemon().start(() -> {
            try {
                belt.run(items);
            } catch (Throwable e) {
                thrown.set(e);
            }
        });
        return new Going(caller, thrown);
    }

    Belt<Integer, Integer> belt(int capacity, Belt.Press<Integer, Integer> press, Belt.Pack<Integer> pack) {
        return new Belt<>(
                capacity,
                item -> {
                    threads.add(Thread.currentThread());
                    return press.press(item);
                },
                part -> {
                    threads.add(Thread.currentThread());
                    pack.pack(part);
                });
    }

    static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    /// More than any test lets through.
    static Iterable<Integer> endless() {
        return numbers(100_000);
    }

    void assertFailed(@Nullable Throwable thrown, Throwable failure) {
        assertThat(thrown)
                .as("A stage has failed, and the run says so.")
                .isInstanceOf(ExecutionException.class)
                .cause()
                .as("What the failed stage threw is told, not what its neighbor threw for it.")
                .isSameAs(failure);
        assertNoThreadIsLeft();
    }

    void assertNoThreadIsLeft() {
        assertThat(threads.stream().filter(Thread::isAlive))
                .as("No stage's thread is left after the run.")
                .isEmpty();
    }

    static void assertCounts(Belt<?, ?> belt, int taken, int packed) {
        assertThat(List.of(belt.taken(), belt.packed(), belt.lost()))
                .as("The count of what was taken, packed and lost.")
                .containsExactly(taken, packed, taken - packed);
    }

    /// Waits until the first stage has made so many parts, and waits for room, or has ended.
    static void awaitFullBelt(AtomicReference<@Nullable Thread> press, AtomicInteger pressed, int parts) {
        Awaitility.await(parts + " parts are made, and the first stage waits for room")
                .pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofMillis(2 * PATIENCE_MILLIS))
                .until(() -> {
                    Thread thread = press.get();
                    return thread != null
                            && pressed.get() >= parts
                            && (thread.getState() == Thread.State.WAITING || !thread.isAlive());
                });
    }
}
