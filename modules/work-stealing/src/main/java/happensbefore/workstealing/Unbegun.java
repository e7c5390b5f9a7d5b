package happensbefore.workstealing;

import happensbefore.workstealing.ChaseLevDeque.Steal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// What a stop takes out of the queues: it returns what was submitted, and cancels what was forked.
final class Unbegun {
    private final List<Runnable> tasks = new ArrayList<>();

    List<Runnable> tasks() {
        return tasks;
    }

    /// Until the queue is empty.
    void takeAll(Supplier<Steal<Runnable>> queue) {
        while (true) {
            switch (queue.get()) {
                case Steal.Stolen<Runnable>(Runnable task) -> take(task);
                case Steal.Lost<Runnable> _ -> Thread.onSpinWait();
                case Steal.Empty<Runnable> _ -> {
                    return;
                }
            }
        }
    }

    private void take(Runnable task) {
        if (!(task instanceof Fork<?> fork)) {
            tasks.add(task instanceof Errand.Again(Fork<?> again) ? again : task);
        } else if (fork.isForked()) {
            fork.cancel(false);
        } else if (fork.claim(PoolTask.RETURNED)) {
            tasks.add(fork);
            fork.returned();
        } // else it was begun by the one that joins it, or has ended
    }
}
