package happensbefore.testkit;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// Threads had not ended within the bound. The message shows where each of them stood.
public final class StuckThreads extends AssertionError {
    private static final long serialVersionUID = 1;

    private final transient List<Thread> threads;

    StuckThreads(Duration bound, List<Thread> threads) {
        super(threads.size() + " of the threads had not ended after " + bound.toMillis() + " ms:\n"
                + threads.stream().map(StuckThreads::dump).collect(Collectors.joining("\n")));
        this.threads = List.copyOf(threads);
    }

    public List<Thread> threads() {
        return threads;
    }

    private static String dump(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .map(frame -> "    at " + frame)
                .collect(Collectors.joining("\n", "\"" + thread.getName() + "\" " + thread.getState() + "\n", ""));
    }
}
