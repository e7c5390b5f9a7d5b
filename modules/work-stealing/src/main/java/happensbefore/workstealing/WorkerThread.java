package happensbefore.workstealing;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The pool's own kind of thread, which knows its worker. Threads of another factory keep it in a thread-local.
final class WorkerThread extends Thread {
    private static final AtomicInteger POOLS = new AtomicInteger();

    @Nullable
    Worker worker;

    WorkerThread(Runnable work, String name) {
        super(null, work, name);
    }

    /// Daemon threads, with the numbers of their pool and of themselves in their names.
    static ThreadFactory ofOnePool() {
        String prefix = "pool-" + POOLS.incrementAndGet() + "-worker-";
        AtomicInteger made = new AtomicInteger();
        return work -> {
            Thread thread = new WorkerThread(work, prefix + made.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }
}
