package happensbefore.tasks;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/// The threads of one call, one a task; all of them have ended when it is closed.
///
/// - Invariant: each thread that was started is in `threads` until its end was waited for.
/// - Linearizes: under the monitor. The group stops once, at its first failure or when it is closed: a task
///   that had not begun by then never begins, and the thread of one that had is interrupted.
/// - Progress: a task that ends waits for nothing but the monitor. The owner waits for tasks.
///
/// One thread owns it and calls its methods.
final class TaskGroup<T extends @Nullable Object> implements AutoCloseable {
    /// @param result null when the task failed or did not begin
    record Ended<T extends @Nullable Object>(
            Thread thread, @Nullable T result) {}

    private final ThreadFactory factory;
    private final Set<Thread> threads = new HashSet<>(); // guarded by this
    private final Queue<Ended<T>> ended = new ArrayDeque<>(); // guarded by this
    private @Nullable Throwable failure; // guarded by this; the first one
    private boolean stopped; // guarded by this
    private int running; // the owner's alone

    TaskGroup(ThreadFactory factory) {
        this.factory = factory;
    }

    // @start region="start"
    /// Starts the task on a thread of its own.
    ///
    /// @return false when the group has stopped: then the task never begins
    boolean start(Callable<? extends T> task) {
        Thread thread = factory.newThread(() -> run(task));
        synchronized (this) {
            if (stopped) {
                return false;
            }
            threads.add(thread);
        }
        thread.start();
        running++;
        return true;
    }

    void run(Callable<? extends T> task) {
        @Nullable T result = null;
        try {
            if (mayBegin()) {
                result = task.call();
            }
        } catch (Throwable thrown) {
            failed(thrown);
        }
        ended(new Ended<>(Thread.currentThread(), result));
    }

    synchronized boolean mayBegin() {
        return !stopped;
    }
    // @end

    // @start region="failed"
    /// On the thread that failed: the owner may be busy with something else.
    private synchronized void failed(Throwable thrown) {
        if (failure == null && !stopped) {
            failure = thrown;
            stop();
        } else if (failure != null && failure != thrown && !(thrown instanceof InterruptedException)) {
            failure.addSuppressed(thrown); // an interrupt only says that the group has stopped
        }
    }

    private synchronized void stop() {
        stopped = true;
        threads.forEach(Thread::interrupt);
    }
    // @end

    private synchronized void ended(Ended<T> task) {
        ended.add(task);
        notifyAll();
    }

    /// How many tasks were started and not yet returned by [#next].
    int running() {
        return running;
    }

    /// Waits for a task to end.
    ///
    /// @return the result of the task that ended first
    /// @throws ExecutionException as soon as any task has failed
    T next() throws ExecutionException, InterruptedException {
        Ended<T> next = firstToEnd();
        join(next.thread());
        running--;
        return result(next);
    }

    synchronized Ended<T> firstToEnd() throws ExecutionException, InterruptedException {
        while (ended.isEmpty()) {
            wait();
        }
        if (failure != null) {
            throw new ExecutionException(failure);
        }
        return ended.remove();
    }

    @SuppressWarnings("NullAway") // null only where T may be null, as no task has failed
    private static <T extends @Nullable Object> T result(Ended<T> ended) {
        return ended.result();
    }

    // @start region="close"
    /// Interrupts what runs and waits until it has ended; an interrupt of the owner is kept for later.
    @Override
    public void close() {
        for (Thread thread : stopAll()) {
            join(thread);
        }
    }

    private synchronized List<Thread> stopAll() {
        stop();
        return List.copyOf(threads);
    }

    private void join(Thread thread) {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        synchronized (this) {
            threads.remove(thread);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
    // @end
}
