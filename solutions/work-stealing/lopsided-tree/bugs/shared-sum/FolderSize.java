package happensbefore.exercises.lopsidedtree;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;

/// Adds up the sizes in a tree of folders, on a pool.
public final class FolderSize {
    /// A folder; each method may take a while.
    public interface Folder {
        /// The size of what lies directly in it, in bytes.
        long ownSize();

        List<? extends Folder> folders();
    }

    private FolderSize() {}

    /// The size of the folder and of all below it, in bytes.
    public static long total(ForkJoinPool pool, Folder root) {
        long[] sum = new long[1];
        pool.invoke(new Total(root, sum));
        return sum[0];
    }

    private static final class Total extends RecursiveTask<Long> {
        private static final long serialVersionUID = 1;

        private final transient ArrayDeque<Folder> todo = new ArrayDeque<>();

        private final transient long[] sum;

        Total(Folder root, long[] sum) {
            this.sum = sum;
            todo.add(root);
        }

        @Override
        protected Long compute() {
            while (!todo.isEmpty()) {
                Folder next = todo.removeLast();
                todo.addAll(next.folders());
                while (todo.size() > 1) {
                    new Total(todo.removeFirst(), sum).fork();
                }
                sum[0] += next.ownSize();
            }
            return sum[0];
        }
    }
}
