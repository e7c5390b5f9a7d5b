package happensbefore.testkit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A failing schedule: the steps in the order they ran, and what came of them.
///
/// @param threads the threads' names; a step's `thread` is an index into them
/// @param outcome what is wrong, and the results or the error
public record Schedule(List<String> threads, List<Step> steps, String outcome) {
    public Schedule {
        threads = List.copyOf(threads);
        steps = List.copyOf(steps);
    }

    /// @param depth nesting below the operation, 0 for the operation itself
    /// @param className where the step stands in the code, or null: then `file` is null and `line` 0
    /// @param switchAfter whether another thread runs next
    public record Step(
            int thread,
            int depth,
            String text,
            @Nullable String className,
            @Nullable String file,
            int line,
            boolean switchAfter) {}
}
