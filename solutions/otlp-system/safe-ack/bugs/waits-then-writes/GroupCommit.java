package happensbefore.exercises.safeack;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Appends records to a log, and says when they are safe. For any number of threads.
public final class GroupCommit<R> {
    /// A file. Written is not yet safe.
    public interface Log<R> {
        /// Quick; never throws.
        void write(R record);

        /// Begins to bring to the disk all that was written before. Never two at once.
        ///
        /// @return whether it is there, once that is known
        CompletableFuture<Boolean> sync();
    }

    private final Log<R> log;
    private List<CompletableFuture<Boolean>> waiting = new ArrayList<>(); // guarded by this, as below: for the next sync
    private boolean syncing;
    private boolean broken;

    public GroupCommit(Log<R> log) {
        this.log = log;
    }

    /// Writes a record. Any thread.
    ///
    /// @return whether it is safe, once that is known
    public CompletableFuture<Boolean> append(R record) {
        CompletableFuture<Boolean> told = new CompletableFuture<>();
        synchronized (this) {
            if (broken) {
                return CompletableFuture.completedFuture(false);
            }
            waiting.add(told);
        }
        log.write(record);
        next();
        return told;
    }

    private void next() {
        List<CompletableFuture<Boolean>> covered;
        synchronized (this) {
            if (syncing || waiting.isEmpty()) {
                return;
            }
            syncing = true;
            covered = waiting;
            waiting = new ArrayList<>();
        }
        var _ = begun().whenComplete((said, _) -> end(covered, Boolean.TRUE.equals(said)));
    }

    private CompletableFuture<Boolean> begun() {
        try {
            return log.sync();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void end(List<CompletableFuture<Boolean>> covered, boolean safe) {
        List<CompletableFuture<Boolean>> lost = List.of();
        synchronized (this) {
            syncing = false;
            if (!safe) {
                broken = true;
                lost = waiting;
                waiting = new ArrayList<>();
            }
        }
        next();
        covered.forEach(told -> told.complete(safe));
        lost.forEach(told -> told.complete(false));
    }
}
