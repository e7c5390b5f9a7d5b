package happensbefore.exercises.lopsidedtree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import happensbefore.exercises.lopsidedtree.FolderSize.Folder;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FolderSizeTest {
    /// After which a folder that waits for another one's visit gives up.
    private static final long PATIENCE_MILLIS = 1_000;

    /// The same, once one has given up: then the answer is wrong already.
    private static final long IMPATIENCE_MILLIS = 50;

    private static final AtomicBoolean SOMEONE_GAVE_UP = new AtomicBoolean();

    private final ForkJoinPool pool = new ForkJoinPool(2);
    private final AtomicInteger visits = new AtomicInteger();

    @AfterEach
    void end() {
        pool.shutdownNow();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            boolean open =
                    latch.await(SOMEONE_GAVE_UP.get() ? IMPATIENCE_MILLIS : PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            if (!open) {
                SOMEONE_GAVE_UP.set(true);
            }
            return open;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /// A folder of size 1 that counts its visits.
    private final class Counted implements Folder {
        private final List<? extends Folder> below;
        private final Runnable visit;

        Counted(List<? extends Folder> below, Runnable visit) {
            this.below = below;
            this.visit = visit;
        }

        @Override
        public long ownSize() {
            visits.incrementAndGet();
            visit.run();
            return 1;
        }

        @Override
        public List<? extends Folder> folders() {
            return below;
        }
    }

    private Folder folder(Folder... below) {
        return new Counted(List.of(below), () -> {});
    }

    private Folder doing(Runnable visit) {
        return new Counted(List.of(), visit);
    }

    private Folder balanced(int depth) {
        return depth == 0 ? folder() : folder(balanced(depth - 1), balanced(depth - 1));
    }

    /// Two leaves that wait for each other: only a walk that visits both at the same time gets past them.
    private final class Meeting {
        private final CountDownLatch both = new CountDownLatch(2);
        private final AtomicInteger alone = new AtomicInteger();

        Folder leaf() {
            return doing(() -> {
                both.countDown();
                if (!await(both)) {
                    alone.incrementAndGet();
                }
            });
        }

        void assertMet(String what) {
            assertThat(alone)
                    .as("%s are visited at the same time, by two workers.", what)
                    .hasValue(0);
        }
    }

    @Test
    void everyFolderCountsOnce() {
        assertThat(FolderSize.total(pool, balanced(12)))
                .as("A tree of 8191 folders of size 1.")
                .isEqualTo(8_191);
        assertThat(visits).as("Each folder is asked once for its size.").hasValue(8_191);
        assertThat(FolderSize.total(pool, folder())).as("A folder alone.").isEqualTo(1);
    }

    @Test
    void twoNeighborsAreVisitedAtTheSameTime() {
        Meeting meeting = new Meeting();
        assertThat(FolderSize.total(pool, folder(meeting.leaf(), meeting.leaf())))
                .isEqualTo(3);
        meeting.assertMet("Two neighbors");
    }

    /// All but a few folders stand below one, on a path of single folders.
    private Folder below(int depth, Folder deep) {
        Folder path = deep;
        for (int i = 0; i < depth; i++) {
            path = folder(folder(), path);
        }
        return path;
    }

    @Test
    void theBigPartIsSharedHoweverDeepItStands() {
        Meeting meeting = new Meeting();
        long size = FolderSize.total(pool, below(60, folder(meeting.leaf(), meeting.leaf())));
        assertThat(size).isEqualTo(60 * 2 + 3);
        meeting.assertMet("Two folders 60 levels down, where nearly everything is,");
    }

    @Test
    void aFolderWithManyIsShared() {
        Meeting meeting = new Meeting();
        Folder[] many = IntStream.range(0, 1_000)
                .mapToObj(i -> i == 10 || i == 990 ? meeting.leaf() : folder())
                .toArray(Folder[]::new);
        assertThat(FolderSize.total(pool, folder(many))).isEqualTo(1_001);
        meeting.assertMet("Two of a thousand neighbors");
    }

    @Test
    void aVeryDeepPathOverflowsNoStack() {
        Folder path = folder();
        for (int i = 0; i < 50_000; i++) {
            path = folder(path);
        }
        Folder deepest = path;
        long size;
        try {
            size = FolderSize.total(pool, deepest);
        } catch (StackOverflowError e) {
            throw new AssertionError("A path of 50000 folders has overflowed the stack.", e);
        }
        assertThat(size).as("A path of 50001 folders.").isEqualTo(50_001);
    }

    @Test
    void theWorkIsDoneByTheGivenPoolAndNoOther() {
        Set<Object> pools = ConcurrentHashMap.newKeySet();
        Folder[] many = IntStream.range(0, 200)
                .mapToObj(_ -> doing(() -> pools.add(
                        Thread.currentThread() instanceof ForkJoinWorkerThread worker
                                ? worker.getPool()
                                : "a thread of no pool")))
                .toArray(Folder[]::new);
        FolderSize.total(pool, folder(many));
        assertThat(pools)
                .as("All folders are visited by the given pool's threads.")
                .containsExactly(pool);
    }

    @Test
    void noTaskIsLeftOver() {
        for (int round = 0; round < 20; round++) {
            FolderSize.total(pool, balanced(8));
            assertThat(pool.getQueuedTaskCount())
                    .as("Every task that was forked has been joined.")
                    .isZero();
        }
    }

    @Test
    void aFolderThatCannotBeReadComesOut() {
        Folder broken = doing(() -> {
            throw new IllegalStateException("permission denied");
        });
        assertThatIllegalStateException()
                .as("A folder's failure comes out.")
                .isThrownBy(() -> FolderSize.total(pool, folder(balanced(4), folder(folder(), broken), balanced(4))))
                .withMessageContaining("permission denied");
    }
}
