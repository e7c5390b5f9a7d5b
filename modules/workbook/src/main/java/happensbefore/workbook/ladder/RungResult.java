package happensbefore.workbook.ladder;

import java.time.Duration;

/// What one rung said.
public sealed interface RungResult {
    Rung rung();

    /// @param note what the pass is worth, in one line: "3 scenarios, 1,204 interleavings"; empty when nothing
    ///     is to be said
    record Passed(Rung rung, Duration spent, Duration budget, String note) implements RungResult {}

    record Failed(Rung rung, Duration spent, Duration budget, Finding finding) implements RungResult {}

    /// A lower rung failed, or the caller asked to stop below it.
    record NotRun(Rung rung, String why) implements RungResult {}
}
