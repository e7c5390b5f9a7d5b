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
        return pool.invoke(new Total(root));
    }

    private static final class Total extends RecursiveTask<Long> {
        private static final long serialVersionUID = 1;

        private final transient ArrayDeque<Folder> todo = new ArrayDeque<>();

        Total(Folder root) {
            todo.add(root);
        }

        @Override
        protected Long compute() {
            long total = 0;
            while (!todo.isEmpty()) {
                Folder next = todo.removeLast();
                todo.addAll(next.folders());
                while (todo.size() > 1) {
                    total += new Total(todo.removeFirst()).fork().join();
                }
                total += next.ownSize();
            }
            return total;
        }
    }
}
