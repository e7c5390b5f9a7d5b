package happensbefore.workbook.worker;

import happensbefore.testkit.LiveThreads;
import happensbefore.workbook.ladder.Detail;
import happensbefore.workbook.ladder.Finding;
import happensbefore.workbook.ladder.FindingKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who was running before a rung, and who is left after it. Threads that are about to end are given a moment.
final class ThreadCensus {
    private static final long PATIENCE_MILLIS = 500;
    /// For one that could run: on a busy machine it may not have come to its end yet.
    private static final long LONGEST_MILLIS = 3_000;
    private static final long POLL_MILLIS = 10;

    private final Set<Long> before = Stream.concat(
                    Thread.getAllStackTraces().keySet().stream(), LiveThreads.virtual().stream())
            .map(Thread::threadId)
            .collect(Collectors.toSet());

    /// What is left running, as a finding; null when nothing is.
    @Nullable
    Finding left(Set<String> readerFiles) throws InterruptedException {
        long began = System.nanoTime();
        List<Thread> left = left();
        while (!left.isEmpty() && System.nanoTime() - began < patienceMillis(left) * 1_000_000) {
            Thread.sleep(POLL_MILLIS);
            left = left();
        }
        return left.isEmpty() ? null : describe(left, readerFiles);
    }

    private static long patienceMillis(List<Thread> left) {
        return left.stream().anyMatch(thread -> thread.getState() == Thread.State.RUNNABLE)
                ? LONGEST_MILLIS
                : PATIENCE_MILLIS;
    }

    private static Finding describe(List<Thread> left, Set<String> readerFiles) {
        List<Finding.Place> places = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Detail.Stack> stacks = new ArrayList<>();
        for (Thread thread : left) {
            StackTraceElement[] stack = thread.getStackTrace();
            String name = name(thread);
            names.add(name + (thread.isVirtual() ? " (virtual)" : thread.isDaemon() ? " (daemon)" : ""));
            places.addAll(Stacks.places(stack, readerFiles, "thread " + name + " is still here"));
            stacks.add(Stacks.of(thread, stack, readerFiles));
        }
        return new Finding(
                FindingKind.THREADS_LEFT,
                "The tests passed, but left " + (names.size() == 1 ? "a thread" : names.size() + " threads")
                        + " running: " + String.join(", ", names),
                null,
                places,
                List.of(Stacks.detail("Where they stand", stacks)),
                null);
    }

    /// Most virtual threads have no name of their own.
    private static String name(Thread thread) {
        String number = thread.isVirtual() ? "#" + thread.threadId() + " " : "";
        return '"' + number + thread.getName() + '"';
    }

    private List<Thread> left() {
        List<Thread> left = new ArrayList<>(LiveThreads.virtual());
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && thread != Thread.currentThread())
                .filter(thread -> !SharedThreads.contain(thread))
                .forEach(left::add);
        left.removeIf(thread -> before.contains(thread.threadId()));
        return left;
    }
}
