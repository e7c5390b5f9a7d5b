package happensbefore.exercises.safeack;

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
    private boolean syncing;

    public GroupCommit(Log<R> log) {
        this.log = log;
    }

    /// Writes a record. Any thread.
    ///
    /// @return whether it is safe, once that is known
    public synchronized CompletableFuture<Boolean> append(R record) {
        log.write(record);
        if (!syncing) {
            syncing = true;
            var _ = log.sync().whenComplete((_, _) -> syncing = false);
        }
        return CompletableFuture.completedFuture(true);
    }
}
