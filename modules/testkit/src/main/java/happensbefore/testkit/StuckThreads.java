package happensbefore.testkit;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// Threads had not ended within the bound. The message shows where each of them stood.
public final class StuckThreads extends AssertionError {
    private static final long serialVersionUID = 1;

    private final transient List<Stuck> threads;

    /// Where a thread stood when the bound was over: later it may have been interrupted, and gone.
    ///
    /// @param stack the innermost frame first
    public record Stuck(String name, Thread.State state, List<StackTraceElement> stack) {
        public Stuck {
            stack = List.copyOf(stack);
        }

        static Stuck of(Thread thread) {
            return new Stuck(thread.getName(), thread.getState(), List.of(thread.getStackTrace()));
        }

        private String dump() {
            return stack.stream()
                    .map(frame -> "\n    at " + frame)
                    .collect(Collectors.joining("", "\"" + name + "\" " + state, ""));
        }
    }

    static StuckThreads after(Duration bound, List<Thread> threads) {
        return new StuckThreads(bound, threads.stream().map(Stuck::of).toList());
    }

    private StuckThreads(Duration bound, List<Stuck> threads) {
        super((threads.size() == 1 ? "A thread" : threads.size() + " threads") + " had not ended after "
                + bound.toMillis() + " ms:\n"
                + threads.stream().map(Stuck::dump).collect(Collectors.joining("\n")));
        this.threads = List.copyOf(threads);
    }

    public List<Stuck> threads() {
        return threads;
    }
}
