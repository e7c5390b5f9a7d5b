package happensbefore.selectjoin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimeoutsTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration HOURS = Duration.ofHours(2);
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final ScopedValue<String> TENANT = ScopedValue.newInstance();

    private final Queue<Thread> seen = new ConcurrentLinkedQueue<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private final AtomicInteger interrupted = new AtomicInteger();

    @AfterEach
    void noScopeIsLeft() throws IOException {
        assertThat(ScopeThreads.open(TimeoutScope.NAME)).isZero();
        assertThat(seen).noneMatch(Thread::isAlive);
    }

    /// Waits until it is interrupted.
    private String blocked() throws InterruptedException {
        seen.add(Thread.currentThread());
        try {
            never.await();
            return "";
        } catch (InterruptedException e) {
            interrupted.incrementAndGet();
            throw e;
        }
    }

    /// Until the work has begun before its time was over: on a busy machine that may take more time.
    private Throwable lateness(Callable<?> work) {
        Duration limit = SHORT;
        while (true) {
            Duration granted = limit;
            Throwable thrown = catchThrowable(() -> Timeouts.within(granted, work));
            if (!seen.isEmpty()) {
                return thrown;
            }
            limit = limit.multipliedBy(2);
        }
    }

    @Test
    void aResultInTimeIsTheResult() throws Exception {
        assertThat(Timeouts.<String>within(HOURS, () -> "a")).isEqualTo("a");
        assertThat(Timeouts.<@Nullable String>within(HOURS, () -> null)).isNull();
    }

    @Test
    void aFailureInTimeIsTheFailure() {
        assertThatThrownBy(() -> Timeouts.within(HOURS, () -> {
                    throw new IOException("refused");
                }))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("refused");
    }

    @Test
    void workThatIsLateIsInterruptedAndHasEnded() {
        assertThat(lateness(this::blocked)).isInstanceOf(TimeoutException.class).hasNoSuppressedExceptions();
        assertThat(interrupted).hasValue(1);
    }

    @Test
    void workThatComputesIsWaitedForAndItsLateResultDropped() {
        assertThat(lateness(() -> {
                    seen.add(Thread.currentThread());
                    while (!Thread.currentThread().isInterrupted()) {
                        Thread.onSpinWait();
                    }
                    return interrupted.incrementAndGet();
                }))
                .isInstanceOf(TimeoutException.class);
        assertThat(interrupted).hasValue(1);
    }

    @Test
    void workThatComputesMayAskItsDeadline() throws Exception {
        assertThat(Timeouts.<Boolean>within(
                        HOURS, () -> Deadline.current().orElseThrow().isOver()))
                .isFalse();
    }

    @Test
    void whatFailsWhileItIsStoppedIsKept() {
        assertThat(lateness(() -> {
                    try {
                        return blocked();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException("could not clean up", e);
                    }
                }))
                .isInstanceOf(TimeoutException.class)
                .hasSuppressedException(new IllegalStateException("could not clean up"));
    }

    @Test
    void withoutTimeNothingIsStarted() {
        for (Duration none : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
            assertThatThrownBy(() -> Timeouts.within(none, this::blocked)).isInstanceOf(TimeoutException.class);
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void aNestedLimitCannotExtendTheOuterOne() {
        assertThat(lateness(() -> Timeouts.within(HOURS, this::blocked))).isInstanceOf(TimeoutException.class);
        assertThat(interrupted).hasValue(1);
    }

    @Test
    void aNestedLimitCannotExtendTheOuterOneInASubtaskEither() {
        assertThat(lateness(() -> Join.all(() -> Timeouts.within(HOURS, this::blocked), this::blocked)))
                .isInstanceOf(TimeoutException.class);
        assertThat(interrupted.get()).isEqualTo(seen.size());
    }

    @Test
    void whoeverBelowNoticesTheLimitFirstItIsTheSameLimit() {
        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> Timeouts.within(Duration.ofMillis(2), () -> {
                        Deadline deadline = Deadline.current().orElseThrow();
                        while (!deadline.isOver()) {
                            Thread.onSpinWait();
                        }
                        throw new TimeoutException("noticed below");
                    }))
                    .isInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void aNestedLimitThatIsShorterIsAFailureOfTheWork() {
        assertThatThrownBy(() -> Timeouts.within(HOURS, () -> Timeouts.within(SHORT, this::blocked)))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void theNextCallDoesNotInheritTheLastDeadline() throws Exception {
        assertThatThrownBy(() -> Timeouts.within(SHORT, this::blocked)).isInstanceOf(TimeoutException.class);
        assertThat(Timeouts.<Duration>within(
                        HOURS, () -> Deadline.current().orElseThrow().remaining()))
                .isGreaterThan(Duration.ofHours(1));
    }

    @Test
    void theWorkSeesTheCallersScopedValues() throws Exception {
        assertThat(ScopedValue.where(TENANT, "a").call(() -> Timeouts.<String>within(HOURS, TENANT::get)))
                .isEqualTo("a");
    }

    @Test
    void aScopeThatIsOpenStandsInTheThreadDump() throws Exception {
        assertThat(Timeouts.<Long>within(HOURS, () -> ScopeThreads.open(TimeoutScope.NAME)))
                .isEqualTo(1);
    }

    @Test
    void anInterruptOfTheCallerEndsTheWorkFirst() throws Exception {
        Thread[] caller = new Thread[1];
        try (var race = happensbefore.testkit.Race.within(BOUND)) {
            race.thread("caller", () -> {
                caller[0] = Thread.currentThread();
                assertThatThrownBy(() -> Timeouts.within(HOURS, this::blocked))
                        .isInstanceOf(InterruptedException.class);
                assertThat(interrupted).hasValue(1);
            });
            race.thread("interrupter", () -> {
                await().until(() -> seen.size() == 1);
                caller[0].interrupt();
            });
            race.run();
        }
    }
}
