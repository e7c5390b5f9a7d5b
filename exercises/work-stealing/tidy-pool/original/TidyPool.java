package happensbefore.exercises.tidypool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/// A few threads that run tasks from one queue.
public final class TidyPool {
    private final ConcurrentLinkedQueue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final CountDownLatch ended;
    private volatile boolean shut;
    private int failed;

    public TidyPool(int workers) {
        ended = new CountDownLatch(workers);
        for (int i = 0; i < workers; i++) {
            Thread.ofPlatform().daemon().name("tidy-" + i).start(this::work);
        }
    }

    /// Accepts a task.
    ///
    /// @throws RejectedExecutionException when the pool was shut down or stopped
    public void execute(Runnable task) {
        if (shut) {
            throw new RejectedExecutionException("shut down");
        }
        queue.add(task);
    }

    private void work() {
        while (!shut) {
            Runnable task = queue.poll();
            if (task != null) {
                task.run();
            }
        }
        ended.countDown();
    }

    /// Accepts no more. What was accepted is run; then the threads end.
    public void shutdown() {
        shut = true;
    }

    /// Accepts no more, and begins no more. What runs is left to end; then the threads end.
    ///
    /// @return what was not begun, in the order in which it came
    public List<Runnable> stop() {
        shut = true;
        return new ArrayList<>(queue);
    }

    /// Waits until all threads have ended.
    ///
    /// @return false when the time was over first
    public boolean awaitEnd(long millis) throws InterruptedException {
        return ended.await(millis, TimeUnit.MILLISECONDS);
    }

    /// How many tasks have thrown.
    public int failed() {
        return failed;
    }
}
