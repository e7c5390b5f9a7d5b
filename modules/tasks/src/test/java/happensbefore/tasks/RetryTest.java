package happensbefore.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import happensbefore.tasks.Retry.Policy;
import happensbefore.tasks.Retry.Reason;
import happensbefore.tasks.Retry.Verdict;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class RetryTest {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /// A refusal that says how long to wait.
    private static final class BusyException extends IOException {
        private static final long serialVersionUID = 1;
        final Duration retryAfter;

        BusyException(Duration retryAfter) {
            this.retryAfter = retryAfter;
        }
    }

    private final VirtualTime time = new VirtualTime();
    private final List<Reason> reasons = new ArrayList<>();
    private final Retry.Listener listener = new Retry.Listener() {
        @Override
        public void gaveUp(Reason reason, Exception failure) {
            reasons.add(reason);
        }
    };
    private int calls;

    private Retry retry(int attempts, Duration limit, RetryBudget budget) {
        return new Retry(
                new Policy(attempts, limit, BACKOFF),
                budget,
                failure -> switch (failure) {
                    case BusyException busy -> new Verdict.Again(busy.retryAfter);
                    case FileNotFoundException _ -> Verdict.FINAL;
                    case IOException _ -> Verdict.AGAIN;
                    default -> Verdict.FINAL;
                },
                time,
                new Random(1));
    }

    private static RetryBudget plenty() {
        return new RetryBudget(1, 1_000);
    }

    private Callable<Integer> failing(int times, Exception failure) {
        return () -> {
            calls++;
            if (calls <= times) {
                throw failure;
            }
            return calls;
        };
    }

    @Test
    void aPassingFailureIsTriedAgainAfterARandomWaitBelowTheCeiling() throws Exception {
        assertThat(retry(6, MINUTE, plenty()).<Integer>call(failing(4, new IOException("down")), listener))
                .isEqualTo(5);
        assertThat(time.sleeps()).hasSize(4).doesNotHaveDuplicates();
        for (int i = 0; i < 4; i++) {
            assertThat(time.sleeps().get(i)).isBetween(Duration.ZERO, BACKOFF.ceiling(i));
        }
        assertThat(reasons).isEmpty();
    }

    @Test
    void whatIsNotRetryableIsTriedOnce() {
        assertThatThrownBy(() -> retry(6, MINUTE, plenty()).call(failing(9, new FileNotFoundException("x")), listener))
                .isInstanceOf(FileNotFoundException.class);
        assertThat(calls).isEqualTo(1);
        assertThat(time.sleeps()).isEmpty();
        assertThat(reasons).containsExactly(Reason.FINAL);
    }

    @Test
    void attemptsAreCountedWithTheFirst() {
        assertThatThrownBy(() -> retry(3, MINUTE, plenty()).call(failing(9, new IOException("down")), listener))
                .hasMessage("down");
        assertThat(calls).isEqualTo(3);
        assertThat(reasons).containsExactly(Reason.ATTEMPTS);
    }

    @Test
    void whatTheBackendAskedForIsWaitedForAtLeast() throws Exception {
        Duration asked = Duration.ofSeconds(7);
        retry(3, MINUTE, plenty()).<Integer>call(failing(2, new BusyException(asked)), listener);
        assertThat(time.sleeps()).hasSize(2).doesNotHaveDuplicates().allMatch(wait -> wait.compareTo(asked) >= 0);
    }

    @Test
    void aWaitThatWouldEndTooLateIsNotBegun() {
        Duration asked = Duration.ofMinutes(5);
        assertThatThrownBy(() -> retry(3, MINUTE, plenty()).call(failing(2, new BusyException(asked)), listener))
                .isInstanceOf(BusyException.class);
        assertThat(time.sleeps()).isEmpty();
        assertThat(reasons).containsExactly(Reason.TIME);
    }

    @Test
    void theTimeOfTheAttemptsCountsAsWell() {
        assertThatThrownBy(() -> retry(100, MINUTE, plenty())
                        .call(
                                () -> {
                                    calls++;
                                    time.pass(Duration.ofSeconds(25));
                                    throw new IOException("slow and down");
                                },
                                listener))
                .hasMessage("slow and down");
        assertThat(calls).isEqualTo(3);
        assertThat(reasons).containsExactly(Reason.TIME);
    }

    @Test
    void aSpentBudgetEndsTheRetriesOfAllCallers() {
        RetryBudget budget = new RetryBudget(0.1, 2);
        for (int caller = 0; caller < 10; caller++) {
            assertThatThrownBy(() -> retry(4, MINUTE, budget).call(failing(99, new IOException("down")), listener))
                    .hasMessage("down");
        }
        assertThat(calls).isEqualTo(10 + 2);
        assertThat(reasons).hasSize(10).containsOnly(Reason.BUDGET);
    }

    @Test
    void firstAttemptsFillTheBudgetOfTheRetries() {
        RetryBudget budget = new RetryBudget(0.5, 1);
        for (int caller = 0; caller < 5; caller++) {
            assertThatThrownBy(() -> retry(2, MINUTE, budget).call(failing(99, new IOException("down")), listener))
                    .hasMessage("down");
        }
        assertThat(calls)
                .as("first attempts, the reserve, and a retry for two of the four that followed")
                .isEqualTo(5 + 1 + 2);
    }

    @Test
    void anInterruptIsNeverRetriedAndEndsAWait() {
        Retry again = new Retry(new Policy(3, MINUTE, BACKOFF), plenty(), _ -> Verdict.AGAIN, time, new Random(1));
        assertThatThrownBy(() -> again.call(failing(9, new InterruptedException()), listener))
                .isInstanceOf(InterruptedException.class);
        assertThat(calls).isEqualTo(1);

        assertThatThrownBy(() -> retry(3, MINUTE, plenty())
                        .call(
                                () -> {
                                    Thread.currentThread().interrupt();
                                    throw new IOException("down");
                                },
                                listener))
                .isInstanceOf(InterruptedException.class)
                .hasSuppressedException(new IOException("down"));
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void earlierFailuresAreSuppressedInTheLast() {
        assertThatThrownBy(() -> retry(2, MINUTE, plenty())
                        .call(
                                () -> {
                                    throw new IOException("attempt " + ++calls);
                                },
                                listener))
                .hasMessage("attempt 2")
                .hasSuppressedException(new IOException("attempt 1"));
    }
}
