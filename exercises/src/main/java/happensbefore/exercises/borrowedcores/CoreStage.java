package happensbefore.exercises.borrowedcores;

import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/// A stage that computes on a pool which is not its own. For any number of runs, also at once.
public final class CoreStage<A, B> {
    /// What the stage computes.
    @FunctionalInterface
    public interface Work<A, B> {
        B apply(A item) throws Exception;
    }

    /// The work on an item has failed.
    public static final class ItemFailedException extends Exception {
        private static final long serialVersionUID = 1;

        private final long number;

        /// @param number the item's, from 0
        public ItemFailedException(long number, Throwable cause) {
            super("item " + number + " failed", cause);
            this.number = number;
        }

        /// The item's number, from 0.
        public long number() {
            return number;
        }
    }

    private final Executor pool;
    private final Work<A, B> work;

    /// @param ahead how many tasks a run may have on the pool, 1 or more
    /// @param size how many items a task has, 1 or more; the last one may have less
    public CoreStage(Executor pool, int ahead, int size, Work<A, B> work) {
        this.pool = pool;
        this.work = work;
    }

    /// Reads the items, has the work done on the pool, and gives the results to `out` in the order of the items.
    /// Items are read, and results given, by the caller's thread.
    ///
    /// @throws ItemFailedException when the work on an item has failed; the results of all before it were given
    /// @throws InterruptedException when the caller was interrupted
    public void run(Iterator<A> items, Consumer<B> out) throws ItemFailedException, InterruptedException {
        for (long number = 0; items.hasNext(); number++) {
            A item = items.next();
            FutureTask<B> task = new FutureTask<>(() -> work.apply(item));
            pool.execute(task);
            try {
                out.accept(task.get());
            } catch (ExecutionException e) {
                throw new ItemFailedException(number, e.getCause());
            }
        }
    }
}
