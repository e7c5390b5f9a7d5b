package happensbefore.tasks;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Calls again what failed for a passing reason: after a random, growing wait, within a budget and a time limit.
///
/// - Only what the classifier calls retryable is tried again; an [InterruptedException] never is.
/// - What the other side asked for (`Retry-After`) is waited for at least, and the jitter comes on top of it.
/// - Giving up throws the last failure, with the earlier ones suppressed, and says why to the listener.
///
/// Immutable but for the budget; safe for any number of threads if its parts are.
public final class Retry {
    /// What to do about a failure.
    public sealed interface Verdict {
        /// A passing failure.
        ///
        /// @param atLeast how long the other side asked to wait; zero when it asked for nothing
        record Again(Duration atLeast) implements Verdict {}

        /// Trying again would fail again, or do harm.
        record Final() implements Verdict {}

        Verdict AGAIN = new Again(Duration.ZERO);
        Verdict FINAL = new Final();
    }

    /// Why there was no further attempt.
    public enum Reason {
        /// The failure is not retryable.
        FINAL,
        /// All attempts were made.
        ATTEMPTS,
        /// The retry budget is spent.
        BUDGET,
        /// The next wait would end after the time limit.
        TIME
    }

    /// Told on the caller's thread.
    public interface Listener {
        Listener SILENT = new Listener() {};

        /// @param retry 1 for the first
        default void retrying(int retry, Duration wait, Exception failure) {}

        default void gaveUp(Reason reason, Exception failure) {}
    }

    /// @param attempts how often to call at most, the first time included
    /// @param limit the last retry begins no later than this after the first attempt
    public record Policy(int attempts, Duration limit, Backoff backoff) {
        /// @throws IllegalArgumentException when there is no attempt or no time
        public Policy {
            if (attempts < 1 || limit.isNegative()) {
                throw new IllegalArgumentException(attempts + " attempts within " + limit);
            }
        }
    }

    private final Policy policy;
    private final RetryBudget budget;
    private final Function<? super Exception, Verdict> classifier;
    private final Time time;
    private final RandomGenerator random;

    public Retry(
            Policy policy,
            RetryBudget budget,
            Function<? super Exception, Verdict> classifier,
            Time time,
            RandomGenerator random) {
        this.policy = policy;
        this.budget = budget;
        this.classifier = classifier;
        this.time = time;
        this.random = random;
    }

    // @start region="call"
    /// Calls until it succeeds or there is no point in another attempt.
    ///
    /// @throws Exception the last failure
    public <T extends @Nullable Object> T call(Callable<? extends T> work, Listener listener) throws Exception {
        long start = time.nanos();
        budget.deposit();
        Exception earlier = null;
        for (int retry = 0; ; retry++) {
            try {
                return work.call();
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception failure) {
                if (earlier != null && earlier != failure) {
                    failure.addSuppressed(earlier);
                }
                earlier = failure;
                Duration wait = switch (classifier.apply(failure)) {
                    case Verdict.Again(Duration atLeast) ->
                        atLeast.plus(policy.backoff().wait(retry, random));
                    case Verdict.Final() -> giveUp(Reason.FINAL, failure, listener);
                };
                if (retry + 1 >= policy.attempts()) {
                    giveUp(Reason.ATTEMPTS, failure, listener);
                }
                if (wait.compareTo(policy.limit().minusNanos(time.nanos() - start)) > 0) {
                    giveUp(Reason.TIME, failure, listener);
                }
                if (!budget.trySpend()) {
                    giveUp(Reason.BUDGET, failure, listener);
                }
                listener.retrying(retry + 1, wait, failure);
                sleep(wait, failure);
            }
        }
    }
    // @end

    private void sleep(Duration wait, Exception failure) throws InterruptedException {
        try {
            time.sleep(wait);
        } catch (InterruptedException e) {
            e.addSuppressed(failure);
            throw e;
        }
    }

    private static Duration giveUp(Reason reason, Exception failure, Listener listener) throws Exception {
        listener.gaveUp(reason, failure);
        throw failure;
    }
}
