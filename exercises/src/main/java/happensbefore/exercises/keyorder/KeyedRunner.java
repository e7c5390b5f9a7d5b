package happensbefore.exercises.keyorder;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/// Runs tasks on a pool: those of one key one after the other, in their order; those of different keys at the same time.
public final class KeyedRunner<K> {
    private final Executor pool;
    private final Map<K, Object> locks = new ConcurrentHashMap<>();

    /// @param pool runs the turns; it may be stopped by its owner only when all tasks have run
    public KeyedRunner(Executor pool) {
        this.pool = pool;
    }

    /// Accepts a task. Never waits.
    public void execute(K key, Runnable task) {
        pool.execute(() -> {
            synchronized (locks.computeIfAbsent(key, _ -> new Object())) {
                task.run();
            }
        });
    }

    /// How many keys have tasks that wait or run.
    public int keys() {
        return locks.size();
    }
}
