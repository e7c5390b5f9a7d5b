package happensbefore.workbook.worker;

import happensbefore.workbook.ladder.Detail;
import happensbefore.workbook.ladder.Finding;
import happensbefore.workbook.ladder.FindingKind;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Looks for threads that wait for each other's locks, monitors and `java.util.concurrent` locks alike. A cycle counts
/// once it has lasted: one that a timed wait will undo is none.
///
/// Used by one thread.
final class DeadlockWatch {
    private static final int LOOKS = 8;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Set<String> readerFiles;
    private Set<Long> seen = Set.of();
    private int looks;

    DeadlockWatch(Set<String> readerFiles) {
        this.readerFiles = readerFiles;
    }

    @Nullable
    Finding look() {
        long[] ids = threads.findDeadlockedThreads();
        if (ids == null) {
            seen = Set.of();
            return null;
        }
        Set<Long> now = new TreeSet<>(Arrays.stream(ids).boxed().toList());
        looks = now.equals(seen) ? looks + 1 : 1;
        seen = now;
        if (looks < LOOKS) {
            return null;
        }
        List<ThreadInfo> cycle = Arrays.stream(threads.getThreadInfo(ids, true, true))
                .filter(info -> info != null && info.getThreadState() != Thread.State.TIMED_WAITING)
                .toList();
        return cycle.size() < 2 ? null : describe(cycle);
    }

    private Finding describe(List<ThreadInfo> cycle) {
        List<Finding.Place> places = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        List<Detail.Stack> stacks = new ArrayList<>();
        for (ThreadInfo info : cycle) {
            String waits = "\"%s\" waits for %s, held by \"%s\""
                    .formatted(info.getThreadName(), name(info.getLockInfo()), info.getLockOwnerName());
            lines.add(waits);
            places.addAll(Stacks.places(info.getStackTrace(), readerFiles, waits));
            stacks.add(Stacks.of('"' + info.getThreadName() + '"', info.getStackTrace(), readerFiles));
        }
        return new Finding(
                FindingKind.DEADLOCK,
                "Deadlock: " + cycle.size() + " threads wait for each other's locks",
                null,
                places,
                List.of(new Detail.Sentences("The cycle", lines), Stacks.detail("Where they stand", stacks)),
                null);
    }

    /// `ReentrantLock$NonfairSync@1b2c` as `ReentrantLock@1b2c`.
    private static String name(@Nullable LockInfo lock) {
        if (lock == null) {
            return "a lock";
        }
        String type = lock.getClassName();
        String simple = type.substring(type.lastIndexOf('.') + 1).replaceFirst("\\$(Nonfair|Fair)?Sync$", "");
        return simple.replace('$', '.') + "@" + Integer.toHexString(lock.getIdentityHashCode());
    }
}
