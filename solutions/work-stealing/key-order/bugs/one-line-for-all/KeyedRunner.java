package happensbefore.exercises.keyorder;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/// Runs tasks on a pool: those of one key one after the other, in their order; those of different keys at the same time.
public final class KeyedRunner<K> {
    private record Entry<K>(K key, Runnable task) {}

    private final Executor pool;
    private final ArrayDeque<Entry<K>> line = new ArrayDeque<>();
    private final Map<K, Integer> counts = new HashMap<>();
    private boolean turning;

    /// @param pool runs the turns; it may be stopped by its owner only when all tasks have run
    public KeyedRunner(Executor pool) {
        this.pool = pool;
    }

    /// Accepts a task. Never waits.
    public void execute(K key, Runnable task) {
        synchronized (this) {
            line.add(new Entry<>(key, task));
            counts.merge(key, 1, Integer::sum);
            if (turning) {
                return;
            }
            turning = true;
        }
        pool.execute(this::turn);
    }

    private void turn() {
        Entry<K> entry = first();
        try {
            entry.task().run();
        } finally {
            if (goesOn(entry.key())) {
                pool.execute(this::turn);
            }
        }
    }

    private synchronized Entry<K> first() {
        return line.remove();
    }

    private synchronized boolean goesOn(K key) {
        counts.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
        turning = !line.isEmpty();
        return turning;
    }

    /// How many keys have tasks that wait or run.
    public synchronized int keys() {
        return counts.size();
    }
}
