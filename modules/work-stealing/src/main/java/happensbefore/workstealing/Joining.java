package happensbefore.workstealing;

import happensbefore.workstealing.PoolTask.Place;
import org.jspecify.annotations.Nullable;

/// How a worker waits for a fork: it runs what stands in between.
///
/// Methods rather than an object: a join stands on the stack below what it runs, and each frame counts.
final class Joining {
    /// How often a worker looks for something to run before it sleeps.
    private static final int LOOKS = 64;

    private Joining() {}

    // @start region="join"
    /// Waits for a task by running what stands between: the worker's younger forks; then what the one that runs it has
    /// forked. Runs no task that was submitted, but the one that is waited for: it might wait for the caller.
    ///
    /// @return whether the task has ended; if not there was nothing to run
    static boolean joined(Worker self, Fork<?> task) {
        if (task.isOffered()) {
            int before = self.source;
            self.source = Worker.OWN;
            self.begin(task);
            self.source = before;
            return !task.isPending();
        }
        while (task.place() == self.forkedHere && task.isPending()) {
            Runnable youngest = self.deque.pop();
            if (youngest == null) {
                break;
            }
            inside(self, youngest, Worker.OWN);
        }
        return !task.isPending() || helped(self, task);
    }

    private static void inside(Worker self, Runnable task, int from) {
        if (wasSubmitted(task) && self.pool.handedOn(task)) {
            return;
        }
        int before = self.source;
        self.source = from;
        self.begin(task);
        self.source = before;
    }

    /// Then nobody asked for it here: somebody else is to run it.
    private static boolean wasSubmitted(Runnable task) {
        return !(task instanceof Fork<?> fork) || fork.isOffered();
    }

    /// Leapfrogging (Wagner and Calder, 1993): what the one that runs the task has forked is part of the task.
    private static boolean helped(Worker self, Fork<?> task) {
        self.joining = task;
        int before = self.source;
        for (int looks = 0; task.isPending() && looks < LOOKS; looks++) {
            Worker thief = thiefOf(task);
            Runnable part = thief == null || thief == self ? null : self.stealFrom(thief);
            if (part != null) {
                int from = self.source;
                self.source = before;
                inside(self, part, from);
                looks = 0;
            } else {
                Thread.onSpinWait();
            }
        }
        self.source = before;
        self.joining = null;
        return !task.isPending();
    }
    // @end

    /// Who runs the task; or, if that one joins another task and has nothing to steal, who runs that.
    private static @Nullable Worker thiefOf(Fork<?> task) {
        Fork<?> next = task;
        Worker thief = null;
        for (int hops = 0; hops < IdleWorkers.LIMIT && next != null; hops++) {
            Place place = next.place();
            if (place == null || !place.runs()) {
                return thief;
            }
            thief = place.worker();
            if (!thief.deque.isEmpty()) {
                return thief;
            }
            next = thief.joining;
        }
        return thief;
    }
}
