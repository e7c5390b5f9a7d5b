package happensbefore.workbook.worker;

import happensbefore.workbook.ladder.Rung;
import java.util.List;
import java.util.Set;

/// One climb, as the worker is asked for it. The classes lie in the worker's slot already.
///
/// @param packageName of the exercise
/// @param readerFiles names of the files whose lines are the reader's
/// @param rungs above compile, in order
public record Request(String packageName, Set<String> readerFiles, List<Step> rungs) {
    /// @param samplingMillis how long jcstress may sample; 0 for the other rungs
    public record Step(Rung rung, long budgetMillis, long samplingMillis) {}
}
