package happensbefore.selectjoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RaceTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration HOURS = Duration.ofHours(2);
    private static final ScopedValue<String> TENANT = ScopedValue.newInstance();

    private final Queue<Thread> seen = new ConcurrentLinkedQueue<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch running = new CountDownLatch(1);
    private final AtomicInteger interrupted = new AtomicInteger();

    @AfterEach
    void noScopeIsLeft() throws IOException {
        assertThat(ScopeThreads.open(RaceScope.NAME)).isZero();
        assertThat(seen).noneMatch(Thread::isAlive);
    }

    /// Says that it runs, and waits until it is interrupted.
    private String blocked() throws InterruptedException {
        seen.add(Thread.currentThread());
        running.countDown();
        try {
            never.await();
            return "";
        } catch (InterruptedException e) {
            interrupted.incrementAndGet();
            throw e;
        }
    }

    private String winner() throws InterruptedException {
        running.await();
        return "winner";
    }

    private String failing(String message) throws Exception {
        running.await();
        throw new IOException(message);
    }

    @Test
    void theFirstToSucceedWinsWhereverItStandsAndTheOthersHaveEnded() throws Exception {
        assertThat(Race.<String>firstSuccessful(List.of(this::blocked, this::winner, this::blocked)))
                .isEqualTo("winner");
        assertThat(Race.<String>firstCompleted(List.of(this::blocked, this::winner)))
                .isEqualTo("winner");
        assertThat(Race.<String>hedged(List.of(this::blocked, this::winner), Duration.ZERO))
                .isEqualTo("winner");
        assertThat(interrupted.get()).isEqualTo(seen.size()).isPositive();
    }

    @Test
    void allRunAtTheSameTime() throws Exception {
        CyclicBarrier together = new CyclicBarrier(20);
        List<Callable<Integer>> all = Collections.nCopies(20, () -> {
            together.await();
            return 1;
        });
        assertThat(Race.<Integer>firstSuccessful(all)).isEqualTo(1);
        together.reset();
        assertThat(Race.<Integer>firstCompleted(all)).isEqualTo(1);
        together.reset();
        assertThat(Race.<Integer>hedged(all, Duration.ZERO)).isEqualTo(1);
    }

    @Test
    void nullWinsToo() throws Exception {
        Callable<@Nullable String> nothing = () -> null;
        assertThat(Race.<@Nullable String>firstSuccessful(List.of(nothing))).isNull();
        assertThat(Race.<@Nullable String>firstCompleted(List.of(nothing))).isNull();
        assertThat(Race.<@Nullable String>hedged(List.of(nothing), HOURS)).isNull();
    }

    @Test
    void aFailureEndsTheRaceOfTheFirstToComplete() {
        assertThatThrownBy(() -> Race.firstCompleted(List.of(this::blocked, () -> failing("first"))))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("first");
        assertThat(interrupted).hasValue(1);
    }

    @Test
    void aFailureIsSurvivedAsLongAsSomebodyIsLeft() throws Exception {
        CountDownLatch failed = new CountDownLatch(2);
        Callable<String> failing = () -> {
            failed.countDown();
            throw new IOException("down");
        };
        assertThat(Race.<String>firstSuccessful(List.of(failing, failing, () -> {
                    failed.await();
                    return "left";
                })))
                .isEqualTo("left");
    }

    @Test
    void whenAllFailEveryFailureIsTold() {
        running.countDown();
        List<Callable<String>> all = List.of(() -> failing("one"), () -> failing("two"), () -> failing("three"));
        for (Callable<String> race : List.<Callable<String>>of(
                () -> Race.firstSuccessful(all),
                () -> Race.hedged(all, HOURS),
                () -> Race.hedged(all, Duration.ZERO))) {
            assertThatThrownBy(race::call)
                    .isInstanceOf(ExecutionException.class)
                    .satisfies(thrown -> {
                        Throwable cause = Objects.requireNonNull(thrown.getCause());
                        assertThat(cause.getSuppressed()).hasSize(2);
                        assertThat(List.of(cause, cause.getSuppressed()[0], cause.getSuppressed()[1]))
                                .extracting(Throwable::getMessage)
                                .containsExactlyInAnyOrder("one", "two", "three");
                    });
        }
    }

    @Test
    void aHedgeIsNotStartedWhenTheFirstAnswersInTime() throws Exception {
        AtomicInteger hedges = new AtomicInteger();
        Callable<Integer> hedge = hedges::incrementAndGet;
        assertThat(Race.<Integer>hedged(List.of(() -> 7, hedge, hedge), HOURS)).isEqualTo(7);
        assertThat(hedges).hasValue(0);
    }

    @Test
    void aHedgeIsStartedWhenTheFirstIsLate() throws Exception {
        assertThat(Race.<String>hedged(List.of(this::blocked, this::winner), Duration.ofMillis(20)))
                .isEqualTo("winner");
        assertThat(interrupted).hasValue(1);
    }

    @Test
    void aHedgeIsStartedAtOnceWhenAllBeforeItHaveFailed() throws Exception {
        running.countDown();
        assertThat(Race.<String>hedged(List.of(() -> failing("one"), () -> failing("two"), this::winner), HOURS))
                .isEqualTo("winner");
    }

    @Test
    void theLastHedgeIsWaitedFor() throws Exception {
        CountDownLatch lastRuns = new CountDownLatch(1);
        Callable<String> slow = () -> {
            seen.add(Thread.currentThread());
            lastRuns.await();
            return "first after all";
        };
        assertThat(Race.<String>hedged(
                        List.of(slow, () -> {
                            lastRuns.countDown();
                            return blocked();
                        }),
                        Duration.ofMillis(1)))
                .isEqualTo("first after all");
        assertThat(interrupted.get()).isLessThanOrEqualTo(1);
    }

    @Test
    void aLoserThatIgnoresInterruptsIsWaitedFor() throws Exception {
        AtomicInteger steps = new AtomicInteger();
        Callable<String> stubborn = () -> {
            seen.add(Thread.currentThread());
            running.countDown();
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            steps.incrementAndGet();
            return "late";
        };
        assertThat(Race.<String>firstSuccessful(List.of(stubborn, this::winner)))
                .isEqualTo("winner");
        assertThat(steps).hasValue(1);
    }

    @Test
    void everyTaskSeesTheCallersScopedValues() throws Exception {
        assertThat(ScopedValue.where(TENANT, "a").call(() -> Race.<String>firstSuccessful(List.of(TENANT::get))))
                .isEqualTo("a");
        assertThat(ScopedValue.where(TENANT, "a").call(() -> Race.<String>firstCompleted(List.of(TENANT::get))))
                .isEqualTo("a");
    }

    @Test
    void aScopeThatIsOpenStandsInTheThreadDump() throws Exception {
        assertThat(Race.<Long>firstSuccessful(List.of(() -> ScopeThreads.open(RaceScope.NAME))))
                .isEqualTo(1);
    }

    @Test
    void anInterruptOfTheCallerEndsTheTasksFirst() throws Exception {
        List<Callable<?>> calls = List.of(
                () -> Race.firstCompleted(List.of(this::blocked, this::blocked)),
                () -> Race.firstSuccessful(List.of(this::blocked, this::blocked)),
                () -> Race.hedged(List.of(this::blocked, this::blocked), HOURS));
        for (Callable<?> call : calls) {
            seen.clear();
            interrupted.set(0);
            Thread[] caller = new Thread[1];
            try (var race = happensbefore.testkit.Race.within(BOUND)) {
                race.thread("caller", () -> {
                    caller[0] = Thread.currentThread();
                    assertThatThrownBy(call::call).isInstanceOf(InterruptedException.class);
                    assertThat(interrupted).hasValue(seen.size());
                });
                race.thread("interrupter", () -> {
                    await().until(() -> !seen.isEmpty());
                    caller[0].interrupt();
                });
                race.run();
            }
            assertThat(seen).isNotEmpty().noneMatch(Thread::isAlive);
        }
    }

    @Test
    @SuppressWarnings("NullAway") // refusing null is what is tested
    void nobodyAndNullAreRefusedBeforeAnyBegins() {
        assertThatIllegalArgumentException().isThrownBy(() -> Race.firstCompleted(List.<Callable<String>>of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Race.firstSuccessful(List.<Callable<String>>of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Race.hedged(List.<Callable<String>>of(), HOURS));
        List<Callable<String>> withNull = Arrays.asList(this::blocked, null);
        assertThatThrownBy(() -> Race.hedged(withNull, HOURS)).isInstanceOf(NullPointerException.class);
        assertThat(seen).isEmpty();
    }
}
