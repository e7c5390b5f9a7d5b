package happensbefore.pipelines;

import java.util.Comparator;
import java.util.List;

/// What a run has done, once it is over.
///
/// @param stages from source to sink
public record Report(Ending ending, Account account, List<StageFigures> stages) {
    public Report {
        stages = List.copyOf(stages);
    }

    /// The stage that the others have waited for: the one with the largest share of its time spent working.
    public StageFigures slowest() {
        return stages.stream()
                .max(Comparator.comparingDouble(StageFigures::busyShare))
                .orElseThrow();
    }
}
