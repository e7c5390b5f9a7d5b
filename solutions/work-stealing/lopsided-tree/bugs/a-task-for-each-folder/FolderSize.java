package happensbefore.exercises.lopsidedtree;

import java.util.ArrayList;
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

        private final transient Folder folder;

        Total(Folder folder) {
            this.folder = folder;
        }

        @Override
        protected Long compute() {
            List<Total> forks = new ArrayList<>();
            for (Folder below : folder.folders()) {
                Total part = new Total(below);
                part.fork();
                forks.add(part);
            }
            long total = folder.ownSize();
            for (Total part : forks.reversed()) {
                total += part.join();
            }
            return total;
        }
    }
}
