package happensbefore.workbook.ladder;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A failing schedule: one lane a thread, one step a row, in the order they ran.
///
/// @param lanes the threads' names, left to right
/// @param outcome what came of it: results that no sequential order explains, or the error
public record Interleaving(List<String> lanes, List<Step> steps, String outcome) {
    public Interleaving {
        lanes = List.copyOf(lanes);
        steps = List.copyOf(steps);
    }

    /// One thing that one thread did.
    ///
    /// @param lane index into `lanes`
    /// @param depth nesting below the operation, 0 for the operation itself
    /// @param text `top.get() -> Node#1`, or `pop(): 1` for a whole operation
    /// @param file the reader's file and line, or null and 0 when the step is in other code
    /// @param switchAfter whether another thread runs next
    public record Step(
            int lane, int depth, String text, @Nullable String file, int line, boolean switchAfter) {}
}
