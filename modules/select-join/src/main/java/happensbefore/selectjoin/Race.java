package happensbefore.selectjoin;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Runs tasks at the same time, each on a virtual thread of its own, and takes the first.
///
/// - The losers are interrupted, and have **ended** when a call returns, however it returns. A loser that
///   ignores interrupts delays that.
/// - What a loser does after the winner is known, it does in vain: its result and its failure are dropped.
/// - Interrupting the caller interrupts the tasks.
/// - Tasks see the caller's `ScopedValue`s, and what it wrote before the call; it sees what they wrote.
///
/// Safe for any number of callers; a call owns its threads and shares nothing. Needs `--enable-preview` to
/// run.
public final class Race {
    private Race() {}

    /// The first to end, in whatever way.
    ///
    /// @throws ExecutionException when the first to end had failed
    /// @throws InterruptedException when the caller was interrupted; every task has ended
    /// @throws IllegalArgumentException when there is no task
    public static <T extends @Nullable Object> T firstCompleted(Collection<? extends Callable<? extends T>> tasks)
            throws ExecutionException, InterruptedException {
        return RaceScope.firstCompleted(tasks);
    }

    /// The first to succeed; failures are survived as long as one task is left.
    ///
    /// @throws ExecutionException when all have failed; the cause is the first failure in time, with the
    ///     others suppressed
    /// @throws InterruptedException when the caller was interrupted; every task has ended
    /// @throws IllegalArgumentException when there is no task
    public static <T extends @Nullable Object> T firstSuccessful(Collection<? extends Callable<? extends T>> tasks)
            throws ExecutionException, InterruptedException {
        return RaceScope.firstSuccessful(tasks);
    }

    /// The first to succeed, where each task starts only when those before it are late (Dean and Barroso,
    /// *The Tail at Scale*, 2013): the delay after the one before it, or at once when all that were started
    /// have failed.
    ///
    /// @param tasks of equal meaning: two of them may take effect
    /// @param delay zero or less starts all of them at once; about the 95th percentile of the usual time
    ///     starts 5% more calls
    /// @throws ExecutionException when all have failed; the cause is the first failure in time, with the
    ///     others suppressed
    /// @throws InterruptedException when the caller was interrupted; every task that was started has ended
    /// @throws IllegalArgumentException when there is no task
    public static <T extends @Nullable Object> T hedged(List<? extends Callable<? extends T>> tasks, Duration delay)
            throws ExecutionException, InterruptedException {
        return RaceScope.hedged(tasks, delay);
    }
}
