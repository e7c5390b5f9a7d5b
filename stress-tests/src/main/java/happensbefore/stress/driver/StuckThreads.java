package happensbefore.stress.driver;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jcstress.infra.runners.AbstractThread;

/// The actors that outlived their test, and where they are.
final class StuckThreads {
    private static final int FRAMES = 12;

    private StuckThreads() {}

    static boolean any() {
        return actors().findAny().isPresent();
    }

    /// One block a thread: its name, state and topmost frames.
    static List<String> describe() {
        return stacks().map(entry -> Stream.of(entry.getValue())
                        .limit(FRAMES)
                        .map(frame -> "    at " + frame)
                        .collect(Collectors.joining("\n", header(entry.getKey()), "")))
                .toList();
    }

    private static String header(Thread thread) {
        return "Thread \"%s\" (%s)\n".formatted(thread.getName(), thread.getState());
    }

    static Stream<Thread> actors() {
        return stacks().map(Map.Entry::getKey);
    }

    private static Stream<Map.Entry<Thread, StackTraceElement[]>> stacks() {
        return Thread.getAllStackTraces().entrySet().stream().filter(StuckThreads::isActor);
    }

    private static boolean isActor(Map.Entry<Thread, StackTraceElement[]> entry) {
        boolean slice = entry.getKey() instanceof GeneratedRunner.Slice;
        return entry.getKey() instanceof AbstractThread
                || (!slice
                        && Stream.of(entry.getValue())
                                .anyMatch(frame -> frame.getClassName().contains("_jcstress")));
    }
}
