package happensbefore.selectjoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import happensbefore.selectjoin.Join.Three;
import happensbefore.selectjoin.Join.Two;
import happensbefore.testkit.Race;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JoinTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final ScopedValue<String> TENANT = ScopedValue.newInstance();

    private final Queue<Thread> seen = new ConcurrentLinkedQueue<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch running = new CountDownLatch(1);
    private final AtomicInteger interrupted = new AtomicInteger();

    @AfterEach
    void noScopeIsLeft() throws IOException {
        assertThat(ScopeThreads.open(JoinScope.NAME)).isZero();
        assertThat(seen).noneMatch(Thread::isAlive);
    }

    /// Says that it runs, and waits until it is interrupted.
    private int blocked() throws InterruptedException {
        seen.add(Thread.currentThread());
        running.countDown();
        try {
            never.await();
            return 0;
        } catch (InterruptedException e) {
            interrupted.incrementAndGet();
            throw e;
        }
    }

    private int failing(String message) throws Exception {
        running.await();
        throw new IOException(message);
    }

    @Test
    void resultsOfDifferentTypesKeepTheirTypes() throws Exception {
        Two<Integer, String> two = Join.all(() -> 1, () -> "b");
        assertThat(two.first() + two.second().length()).isEqualTo(2);
        assertThat(Join.allOrCancel(() -> 1, () -> "b")).isEqualTo(two);
        Three<Integer, String, @Nullable Boolean> three = Join.all(() -> 1, () -> "b", () -> null);
        assertThat(three).isEqualTo(new Three<>(1, "b", null));
        assertThat(Join.<Integer, String, @Nullable Boolean>allOrCancel(() -> 1, () -> "b", () -> null))
                .isEqualTo(three);
    }

    @Test
    void tasksOfDifferentTypesRunAtTheSameTime() throws Exception {
        CyclicBarrier three = new CyclicBarrier(3);
        Join.all(three::await, () -> "" + three.await(), () -> three.await() > 0);
        Join.allOrCancel(three::await, () -> "" + three.await(), () -> three.await() > 0);
        CyclicBarrier two = new CyclicBarrier(2);
        Join.all(two::await, () -> "" + two.await());
        Join.allOrCancel(two::await, () -> "" + two.await());
    }

    @Test
    void aListRunsAtTheSameTimeAndKeepsItsOrder() throws Exception {
        int tasks = 100;
        CyclicBarrier together = new CyclicBarrier(tasks);
        List<Callable<Integer>> all = new ArrayList<>();
        IntStream.range(0, tasks)
                .forEach(i -> all.add(() -> {
                    together.await();
                    return i;
                }));
        List<Integer> inOrder = IntStream.range(0, tasks).boxed().toList();
        assertThat(Join.all(all)).isEqualTo(inOrder);
        assertThat(Join.allOrCancel(all)).isEqualTo(inOrder);
        assertThat(Join.settle(all))
                .isEqualTo(inOrder.stream().map(Outcome.Success::new).toList());
    }

    @Test
    void noTasksGiveNoResults() throws Exception {
        assertThat(Join.<Integer>all(List.of())).isEmpty();
        assertThat(Join.<Integer>allOrCancel(List.of())).isEmpty();
        assertThat(Join.<Integer>settle(List.of())).isEmpty();
    }

    @Test
    void nullIsAResult() throws Exception {
        List<Callable<@Nullable String>> tasks = List.of(() -> null, () -> "b");
        assertThat(Join.all(tasks)).isEqualTo(Arrays.asList(null, "b"));
        assertThat(Join.allOrCancel(tasks)).isEqualTo(Arrays.asList(null, "b"));
        assertThat(Join.settle(tasks)).isEqualTo(List.of(new Outcome.Success<>(null), new Outcome.Success<>("b")));
    }

    @Test
    void allLetsTheOthersEndAfterAFailure() {
        CountDownLatch failed = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        Callable<Integer> slow = () -> {
            failed.await();
            return ended.incrementAndGet();
        };
        Callable<Integer> failing = () -> {
            failed.countDown();
            throw new IOException("early");
        };
        assertThatThrownBy(() -> Join.all(List.of(slow, failing))).hasRootCauseMessage("early");
        assertThatThrownBy(() -> Join.all(slow, failing)).hasRootCauseMessage("early");
        assertThatThrownBy(() -> Join.all(slow, failing, slow)).hasRootCauseMessage("early");
        assertThat(ended).hasValue(4);
    }

    @Test
    void aFailureCancelsTheOthersWhereverTheyStand() {
        assertThatThrownBy(() -> Join.allOrCancel(this::blocked, () -> failing("early")))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessage("early")
                .hasNoSuppressedExceptions();
        assertThatThrownBy(() -> Join.allOrCancel(this::blocked, () -> failing("early"), this::blocked))
                .hasRootCauseMessage("early");
        assertThatThrownBy(() -> Join.allOrCancel(List.of(this::blocked, () -> failing("early"))))
                .hasRootCauseMessage("early");
        assertThat(interrupted.get()).isEqualTo(seen.size()).isPositive();
    }

    @Test
    void theFirstFailureIsTheFirstInTimeAndHasTheOthers() {
        CountDownLatch failed = new CountDownLatch(1);
        assertThatThrownBy(() -> Join.all(
                        () -> {
                            failed.await();
                            throw new IllegalStateException("second in time");
                        },
                        () -> {
                            failed.countDown();
                            throw new IOException("first in time");
                        }))
                .cause()
                .satisfies(cause -> {
                    Throwable other = cause.getSuppressed()[0];
                    assertThat(List.of(cause.getMessage(), other.getMessage()))
                            .containsExactlyInAnyOrder("first in time", "second in time");
                });
    }

    @Test
    void whatFailsWhileItIsCancelledIsKept() {
        assertThatThrownBy(() -> Join.allOrCancel(
                        () -> {
                            try {
                                return blocked();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException("could not clean up", e);
                            }
                        },
                        () -> failing("first")))
                .cause()
                .hasMessage("first")
                .hasSuppressedException(new IllegalStateException("could not clean up"));
    }

    @Test
    void aTaskThatIgnoresInterruptsIsWaitedFor() {
        AtomicInteger steps = new AtomicInteger();
        assertThatThrownBy(() -> Join.allOrCancel(() -> failing("early"), () -> {
                    seen.add(Thread.currentThread());
                    running.countDown();
                    while (!Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                    }
                    return steps.incrementAndGet();
                }))
                .hasRootCauseMessage("early");
        assertThat(steps).hasValue(1);
    }

    @Test
    void settleKeepsTheOrderAndTellsTheThreeApart() throws Exception {
        IOException refused = new IOException("refused");
        List<Outcome<String>> outcomes = Join.settle(List.of(
                () -> {
                    throw refused;
                },
                () -> {
                    throw new CancellationException("my token was cancelled");
                },
                () -> "c",
                () -> {
                    throw new InterruptedException();
                }));
        assertThat(outcomes)
                .isEqualTo(List.of(
                        new Outcome.Failure<>(refused),
                        new Outcome.Cancelled<>(),
                        new Outcome.Success<>("c"),
                        new Outcome.Cancelled<>()));
    }

    @Test
    void theLimitOfSettleCancelsWhatHasNoResult() throws Exception {
        CountDownLatch bothEnded = new CountDownLatch(2);
        IOException refused = new IOException("refused");
        List<Outcome<Integer>> outcomes = Join.settle(
                List.of(
                        this::blocked,
                        () -> {
                            bothEnded.countDown();
                            return 2;
                        },
                        () -> {
                            bothEnded.countDown();
                            throw refused;
                        },
                        () -> {
                            bothEnded.await();
                            return blocked();
                        }),
                Duration.ofSeconds(2));
        assertThat(interrupted).hasValue(2);
        assertThat(outcomes)
                .isEqualTo(List.of(
                        new Outcome.Cancelled<>(),
                        new Outcome.Success<>(2),
                        new Outcome.Failure<>(refused),
                        new Outcome.Cancelled<>()));
    }

    @Test
    void noTimeAtAllCancelsEverything() throws Exception {
        Duration past = Duration.ofSeconds(-1);
        assertThat(Join.settle(List.of(this::blocked, this::blocked), past)).isEqualTo(cancelled(2));
        assertThat(Join.settle(List.of(this::blocked), Duration.ZERO)).isEqualTo(cancelled(1));
    }

    private static List<Outcome<Integer>> cancelled(int number) {
        return IntStream.range(0, number)
                .<Outcome<Integer>>mapToObj(_ -> new Outcome.Cancelled<>())
                .toList();
    }

    @Test
    void everyTaskSeesTheCallersScopedValues() throws Exception {
        ScopedValue.where(TENANT, "a").call(() -> {
            assertThat(Join.all(TENANT::get, TENANT::get)).isEqualTo(new Two<>("a", "a"));
            assertThat(Join.allOrCancel(List.of(TENANT::get, TENANT::get))).containsExactly("a", "a");
            assertThat(Join.settle(List.of(TENANT::get, () -> Join.all(List.of(TENANT::get)))))
                    .isEqualTo(List.of(new Outcome.Success<>("a"), new Outcome.Success<>(List.of("a"))));
            return "";
        });
    }

    @Test
    void aScopeThatIsOpenStandsInTheThreadDump() throws Exception {
        assertThat(Join.all(() -> ScopeThreads.open(JoinScope.NAME), () -> 0).first())
                .isEqualTo(1);
    }

    @Test
    void anInterruptOfTheCallerEndsTheTasksFirst() throws Exception {
        List<Callable<?>> calls = List.of(
                () -> Join.all(this::blocked, this::blocked),
                () -> Join.allOrCancel(List.of(this::blocked, this::blocked)),
                () -> Join.settle(List.of(this::blocked, this::blocked)),
                () -> Join.settle(List.of(this::blocked, this::blocked), BOUND.plusHours(1)));
        for (Callable<?> call : calls) {
            seen.clear();
            interrupted.set(0);
            Thread[] caller = new Thread[1];
            try (Race race = Race.within(BOUND)) {
                race.thread("caller", () -> {
                    caller[0] = Thread.currentThread();
                    assertThatThrownBy(call::call).isInstanceOf(InterruptedException.class);
                    assertThat(interrupted).hasValue(2);
                });
                race.thread("interrupter", () -> {
                    await().until(() -> seen.size() == 2);
                    caller[0].interrupt();
                });
                race.run();
            }
            assertThat(seen).hasSize(2).noneMatch(Thread::isAlive);
        }
    }

    @Test
    @SuppressWarnings("NullAway") // refusing null is what is tested
    void aNullTaskIsRefusedBeforeAnyBegins() {
        AtomicInteger begun = new AtomicInteger();
        List<Callable<Integer>> tasks = Arrays.asList(begun::incrementAndGet, null);
        assertThatNullPointerException().isThrownBy(() -> Join.all(tasks));
        assertThatNullPointerException().isThrownBy(() -> Join.settle(tasks));
        assertThat(begun).hasValue(0);
    }
}
