package happensbefore.workbook.ladder;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The whole climb.
///
/// @param exercise its id
/// @param rungs one result for each rung that the exercise declares, lowest first
/// @param caveats what weakens the verdict: one CPU, a busy machine
public record Verdict(String exercise, List<RungResult> rungs, Duration spent, List<String> caveats) {
    public Verdict {
        rungs = List.copyOf(rungs);
        caveats = List.copyOf(caveats);
    }

    public boolean solved() {
        return !rungs.isEmpty() && rungs.stream().allMatch(RungResult.Passed.class::isInstance);
    }

    public Optional<RungResult.Failed> failure() {
        return rungs.stream()
                .filter(RungResult.Failed.class::isInstance)
                .map(RungResult.Failed.class::cast)
                .findFirst();
    }
}
