package happensbefore.exercises.borrowedcores;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A stage that computes on a pool which is not its own. For any number of runs, also at once.
///
/// - Invariant: `line` has the chunks that are on the pool, in the order of their items, `ahead` of them at most.
/// - Linearizes: who takes a chunk, the pool to compute it or the run to withdraw it, at the swap of `taken`.
/// - Progress: the pool's threads wait for nobody. A run waits for the work on one item at most once it has ended
/// early.
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
    private final int ahead;
    private final int size;
    private final Work<A, B> work;

    /// @param ahead how many tasks a run may have on the pool, 1 or more
    /// @param size how many items a task has, 1 or more; the last one may have less
    public CoreStage(Executor pool, int ahead, int size, Work<A, B> work) {
        this.pool = pool;
        this.ahead = ahead;
        this.size = size;
        this.work = work;
    }

    /// Reads the items, has the work done on the pool, and gives the results to `out` in the order of the items.
    /// Items are read, and results given, by the caller's thread.
    ///
    /// @throws ItemFailedException when the work on an item has failed; the results of all before it were given
    /// @throws InterruptedException when the caller was interrupted
    public void run(Iterator<A> items, Consumer<B> out) throws ItemFailedException, InterruptedException {
        Queue<Chunk> line = new ArrayDeque<>();
        AtomicBoolean over = new AtomicBoolean();
        long read = 0;
        try {
            while (items.hasNext() || !line.isEmpty()) {
                while (items.hasNext() && line.size() < ahead) {
                    Chunk chunk = new Chunk(read, over);
                    read += chunk.fill(items);
                    pool.execute(chunk);
                    line.add(chunk);
                }
                Chunk next = line.stream()
                        .filter(chunk -> chunk.ended.getCount() == 0)
                        .findFirst()
                        .orElse(line.element());
                next.handOn(out);
                line.remove(next);
            }
        } finally {
            over.set(true);
            leave(line);
        }
    }

    /// Returns when nothing of the chunks is on the pool any more, or will be.
    private void leave(Iterable<Chunk> line) {
        boolean interrupted = false;
        for (Chunk chunk : line) {
            boolean begun = !chunk.isWithdrawn();
            while (begun && chunk.ended.getCount() > 0) {
                try {
                    chunk.ended.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Some items that follow each other, and what becomes of them.
    private final class Chunk implements Runnable {
        private final long first;
        private final AtomicBoolean over;
        private final AtomicBoolean taken = new AtomicBoolean();
        private final CountDownLatch ended = new CountDownLatch(1);
        private final List<A> items = new ArrayList<>();
        private final List<B> results = new ArrayList<>(); // written before ended, read after it; as the next
        private @Nullable Throwable failure;

        Chunk(long first, AtomicBoolean over) {
            this.first = first;
            this.over = over;
        }

        int fill(Iterator<A> source) {
            while (items.size() < size && source.hasNext()) {
                items.add(source.next());
            }
            return items.size();
        }

        @Override
        public void run() {
            if (taken.getAndSet(true)) {
                return;
            }
            try {
                for (A item : items) {
                    if (over.get()) {
                        return;
                    }
                    results.add(work.apply(item));
                }
            } catch (Throwable thrown) {
                failure = thrown;
            } finally {
                ended.countDown();
            }
        }

        void handOn(Consumer<B> out) throws ItemFailedException, InterruptedException {
            ended.await();
            results.forEach(out);
            if (failure != null) {
                throw new ItemFailedException(first + results.size(), failure);
            }
        }

        /// Whether it will never begin.
        boolean isWithdrawn() {
            return !taken.getAndSet(true);
        }
    }
}
