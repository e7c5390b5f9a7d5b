package happensbefore.tasks;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/// Runs all tasks at once, each on a virtual thread of its own: all results in order, or the first failure.
///
/// - The first failure, in time and not in order, interrupts all other tasks and is what the caller gets.
/// - Every task has ended when a call returns, however it returns. A task that ignores interrupts delays that.
/// - Interrupting the caller interrupts the tasks.
/// - What the caller did before the call, its tasks see; what they did, the caller sees after it.
///
/// Safe for any number of callers; a call owns its threads and shares nothing. Nothing limits how many tasks
/// run at once: for that see [BoundedFanOut].
public final class FanOut {
    private static final ThreadFactory VIRTUAL =
            Thread.ofVirtual().name("fan-out-", 0).factory();

    private record Placed<T extends @Nullable Object>(int place, T result) {}

    private FanOut() {}

    /// Runs the tasks and waits for all of them.
    ///
    /// @return the results, in the order of the tasks; not modifiable
    /// @throws ExecutionException when a task failed; the cause is the first failure, with later ones suppressed
    /// @throws InterruptedException when the caller was interrupted; every task has ended
    public static <T extends @Nullable Object> List<T> all(Collection<? extends Callable<? extends T>> tasks)
            throws ExecutionException, InterruptedException {
        return all(tasks, VIRTUAL);
    }

    // @start region="all"
    /// The same, on threads of another kind.
    ///
    /// @param threads makes a new thread each time it is asked
    public static <T extends @Nullable Object> List<T> all(
            Collection<? extends Callable<? extends T>> tasks, ThreadFactory threads)
            throws ExecutionException, InterruptedException {
        List<Callable<? extends T>> copy = List.copyOf(tasks);
        @Nullable Object[] results = new @Nullable Object[copy.size()];
        try (TaskGroup<Placed<T>> group = new TaskGroup<>(threads)) {
            for (int i = 0; i < results.length; i++) {
                int place = i;
                group.start(() -> new Placed<>(place, copy.get(place).call()));
            }
            while (group.running() > 0) {
                Placed<T> next = group.next();
                results[next.place()] = next.result();
            }
        }
        return unmodifiable(results);
    }
    // @end

    @SuppressWarnings("unchecked") // each element came from a task of this type
    private static <T extends @Nullable Object> List<T> unmodifiable(@Nullable Object[] results) {
        return (List<T>) Collections.unmodifiableList(Arrays.asList(results));
    }
}
