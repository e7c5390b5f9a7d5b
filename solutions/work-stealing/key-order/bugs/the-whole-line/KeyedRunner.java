package happensbefore.exercises.keyorder;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;

/// Runs tasks on a pool: those of one key one after the other, in their order; those of different keys at the same time.
public final class KeyedRunner<K> {
    private final Executor pool;
    private final Map<K, ArrayDeque<Runnable>> waiting = new HashMap<>(); // a key is in it while it has a turn

    /// @param pool runs the turns; it may be stopped by its owner only when all tasks have run
    public KeyedRunner(Executor pool) {
        this.pool = pool;
    }

    /// Accepts a task. Never waits.
    public void execute(K key, Runnable task) {
        synchronized (this) {
            ArrayDeque<Runnable> line = waiting.get(key);
            if (line != null) {
                line.add(task); // the turn that is under way will see it
                return;
            }
            line = new ArrayDeque<>();
            line.add(task);
            waiting.put(key, line);
        }
        pool.execute(() -> turn(key));
    }

    private void turn(K key) {
        boolean more = true;
        while (more) {
            boolean done = false;
            try {
                first(key).run();
                done = true;
            } finally {
                more = goesOn(key);
                if (more && !done) {
                    pool.execute(() -> turn(key));
                }
            }
        }
    }

    private synchronized Runnable first(K key) {
        return Objects.requireNonNull(waiting.get(key)).remove();
    }

    private synchronized boolean goesOn(K key) {
        boolean more = !Objects.requireNonNull(waiting.get(key)).isEmpty();
        if (!more) {
            waiting.remove(key); // in one step with the look: whoever comes later begins a turn of his own
        }
        return more;
    }

    /// How many keys have tasks that wait or run.
    public synchronized int keys() {
        return waiting.size();
    }
}
