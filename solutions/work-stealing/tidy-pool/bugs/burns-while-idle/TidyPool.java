package happensbefore.exercises.tidypool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A few threads that run tasks from one queue.
public final class TidyPool {
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>(); // guarded by this
    private final CountDownLatch ended;
    private boolean shut; // guarded by this
    private int failed; // guarded by this

    public TidyPool(int workers) {
        ended = new CountDownLatch(workers);
        for (int i = 0; i < workers; i++) {
            Thread.ofPlatform().daemon().name("tidy-" + i).start(this::work);
        }
    }

    /// Accepts a task.
    ///
    /// @throws RejectedExecutionException when the pool was shut down or stopped
    public synchronized void execute(Runnable task) {
        if (shut) { // under the lock under which it is added: the last worker leaves only when shut and empty
            throw new RejectedExecutionException("shut down");
        }
        queue.add(task);
        notify();
    }

    private void work() {
        try {
            while (!isOver()) {
                Runnable task = next();
                if (task == null) {
                    Thread.yield();
                } else {
                    run(task);
                }
            }
        } finally {
            ended.countDown();
        }
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable thrown) {
            synchronized (this) {
                failed++;
            }
        }
    }

    /// A task, or null when there is none now.
    private synchronized @Nullable Runnable next() {
        return queue.poll();
    }

    private synchronized boolean isOver() {
        return shut && queue.isEmpty();
    }

    /// Accepts no more. What was accepted is run; then the threads end.
    public synchronized void shutdown() {
        shut = true;
        notifyAll();
    }

    /// Accepts no more, and begins no more. What runs is left to end; then the threads end.
    ///
    /// @return what was not begun, in the order in which it came
    public synchronized List<Runnable> stop() {
        List<Runnable> unbegun = new ArrayList<>(queue);
        queue.clear();
        shutdown();
        return unbegun;
    }

    /// Waits until all threads have ended.
    ///
    /// @return false when the time was over first
    public boolean awaitEnd(long millis) throws InterruptedException {
        return ended.await(millis, TimeUnit.MILLISECONDS);
    }

    /// How many tasks have thrown.
    public synchronized int failed() {
        return failed;
    }
}
