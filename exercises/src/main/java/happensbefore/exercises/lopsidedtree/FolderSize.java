package happensbefore.exercises.lopsidedtree;

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
            long total = folder.ownSize();
            for (Folder below : folder.folders()) {
                total += new Total(below).fork().join();
            }
            return total;
        }
    }
}
