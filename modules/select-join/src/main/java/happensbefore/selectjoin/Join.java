package happensbefore.selectjoin;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Runs tasks at the same time, each on a virtual thread of its own, and waits for all of them.
///
/// | | at the first failure | the caller gets |
/// |---|---|---|
/// | `all` | the others run to their end | the results, or the first failure |
/// | `allOrCancel` | the others are interrupted | the results, or the first failure |
/// | `settle` | the others run to their end | an [Outcome] of each |
///
/// - Every task has ended when a call returns, however it returns. A task that ignores interrupts delays that.
/// - Interrupting the caller interrupts the tasks.
/// - Tasks see the caller's `ScopedValue`s, and what it wrote before the call; it sees what they wrote.
///
/// Safe for any number of callers; a call owns its threads and shares nothing. Needs `--enable-preview` to run.
public final class Join {
    /// Two results of different types.
    public record Two<A extends @Nullable Object, B extends @Nullable Object>(A first, B second) {}

    /// Three results of different types.
    public record Three<A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>(
            A first, B second, C third) {}

    private Join() {}

    /// Both results, of different types.
    ///
    /// @throws ExecutionException when a task failed, after both have ended; the cause is the first failure in
    ///     time, with a later one suppressed
    /// @throws InterruptedException when the caller was interrupted; every task has ended
    public static <A extends @Nullable Object, B extends @Nullable Object> Two<A, B> all(
            Callable<? extends A> first, Callable<? extends B> second) throws ExecutionException, InterruptedException {
        return JoinScope.two(first, second, OnFailure.GO_ON);
    }

    /// All three results, of different types.
    ///
    /// @throws ExecutionException when a task failed, after all have ended; the cause is the first failure in
    ///     time, with later ones suppressed
    /// @throws InterruptedException when the caller was interrupted; every task has ended
    public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
            Three<A, B, C> all(Callable<? extends A> first, Callable<? extends B> second, Callable<? extends C> third)
                    throws ExecutionException, InterruptedException {
        return JoinScope.three(first, second, third, OnFailure.GO_ON);
    }

    /// All results.
    ///
    /// @return in the order of the tasks; not modifiable
    /// @throws ExecutionException when a task failed, after all have ended; the cause is the first failure in
    ///     time, with later ones suppressed
    /// @throws InterruptedException when the caller was interrupted; every task has ended
    public static <T extends @Nullable Object> List<T> all(Collection<? extends Callable<? extends T>> tasks)
            throws ExecutionException, InterruptedException {
        return JoinScope.list(tasks, OnFailure.GO_ON);
    }

    /// Both results, of different types; the first failure interrupts the other.
    ///
    /// @throws ExecutionException as soon as a task has failed and the other, which was interrupted, has ended
    /// @throws InterruptedException when the caller was interrupted; every task has ended
    public static <A extends @Nullable Object, B extends @Nullable Object> Two<A, B> allOrCancel(
            Callable<? extends A> first, Callable<? extends B> second) throws ExecutionException, InterruptedException {
        return JoinScope.two(first, second, OnFailure.CANCEL);
    }

    /// All three results, of different types; the first failure interrupts the others.
    ///
    /// @throws ExecutionException as soon as a task has failed and the others, which were interrupted, have ended
    /// @throws InterruptedException when the caller was interrupted; every task has ended
    public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
            Three<A, B, C> allOrCancel(
                    Callable<? extends A> first, Callable<? extends B> second, Callable<? extends C> third)
                    throws ExecutionException, InterruptedException {
        return JoinScope.three(first, second, third, OnFailure.CANCEL);
    }

    /// All results; the first failure interrupts the others.
    ///
    /// @return in the order of the tasks; not modifiable
    /// @throws ExecutionException as soon as a task has failed and the others, which were interrupted, have ended
    /// @throws InterruptedException when the caller was interrupted; every task has ended
    public static <T extends @Nullable Object> List<T> allOrCancel(Collection<? extends Callable<? extends T>> tasks)
            throws ExecutionException, InterruptedException {
        return JoinScope.list(tasks, OnFailure.CANCEL);
    }

    /// What became of each task: none fails the call, and none cancels another.
    ///
    /// @return in the order of the tasks; not modifiable
    /// @throws InterruptedException when the caller was interrupted; every task has ended
    public static <T extends @Nullable Object> List<Outcome<T>> settle(
            Collection<? extends Callable<? extends T>> tasks) throws InterruptedException {
        return JoinScope.settle(tasks, null);
    }

    /// What became of each task within the limit. What has no result by then is interrupted and waited for, and
    /// its outcome is [Outcome.Cancelled].
    ///
    /// @param limit for all of them together; zero or less cancels everything at once
    /// @return in the order of the tasks; not modifiable
    /// @throws InterruptedException when the caller was interrupted; every task has ended
    public static <T extends @Nullable Object> List<Outcome<T>> settle(
            Collection<? extends Callable<? extends T>> tasks, Duration limit) throws InterruptedException {
        return JoinScope.settle(tasks, limit);
    }
}
