package happensbefore.tasks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs tasks on a virtual thread each, at most `limit` of them in flight, and hands out
/// results as tasks complete.
///
/// - Invariant: no more than `limit` tasks are in flight. The caller alone starts tasks, and counts one as in
///   flight until its thread has ended.
/// - The first failure interrupts what runs, starts nothing new, and is what the caller gets.
/// - Every task has ended when a call returns, however it returns. Interrupting the caller interrupts the tasks.
/// - The source is read on the caller's thread, one task for each free place: it may be lazy, and endless.
///
/// Safe for any number of callers; each call has its own limit, owns its threads and shares nothing.
public final class BoundedFanOut {
    private final int limit;
    private final ThreadFactory threads;

    /// On virtual threads.
    ///
    /// @throws IllegalArgumentException when the limit is below 1
    public BoundedFanOut(int limit) {
        this(limit, Thread.ofVirtual().name("bounded-fan-out-", 0).factory());
    }

    /// @param threads makes a new thread each time it is asked
    /// @throws IllegalArgumentException when the limit is below 1
    public BoundedFanOut(int limit, ThreadFactory threads) {
        if (limit < 1) {
            throw new IllegalArgumentException("a limit of " + limit + " tasks in flight lets nothing run");
        }
        this.limit = limit;
        this.threads = threads;
    }

    /// Runs all tasks.
    ///
    /// @return the results, in the order of completion; not modifiable
    /// @throws ExecutionException when a task failed; the cause is the first failure, with later ones suppressed
    /// @throws InterruptedException when the caller was interrupted; every task has ended
    public <T extends @Nullable Object> List<T> all(Iterable<? extends Callable<? extends T>> tasks)
            throws ExecutionException, InterruptedException {
        List<T> results = new ArrayList<>();
        forEach(tasks, results::add);
        return Collections.unmodifiableList(results);
    }

    // @start region="forEach"
    /// Runs all tasks, and hands each result to `each` on the caller's thread, in the order of completion.
    ///
    /// @param each may be slow: then fewer tasks are in flight, as a place is free again only when it is asked for
    /// @throws ExecutionException when a task failed, as [#all] does; what `each` throws comes out as it is
    /// @throws InterruptedException when the caller was interrupted; every task has ended
    public <T extends @Nullable Object> void forEach(
            Iterable<? extends Callable<? extends T>> tasks, Consumer<? super T> each)
            throws ExecutionException, InterruptedException {
        Iterator<? extends Callable<? extends T>> source = tasks.iterator();
        try (TaskGroup<T> group = new TaskGroup<>(threads)) {
            do {
                while (group.running() < limit && group.mayBegin() && source.hasNext()) {
                    group.start(source.next());
                }
                if (group.running() > 0) {
                    each.accept(group.next());
                }
            } while (group.running() > 0 || source.hasNext());
        }
    }
    // @end
}
