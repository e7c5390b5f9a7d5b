package happensbefore.workbook.bench;

import java.util.ArrayList;
import java.util.List;

/// How a score changed from an earlier run: above 1 is faster now.
record Change(Score now, Ratio ratio) {

    /// Only benchmarks that are in both runs.
    static List<Change> between(Run now, Run before) {
        List<Change> changes = new ArrayList<>();
        for (Score score : now.scores()) {
            before.scores().stream()
                    .filter(old -> old.sameBenchmark(score)
                            && old.implementation().equals(score.implementation())
                            && old.unit().equals(score.unit()))
                    .findFirst()
                    .ifPresent(old -> changes.add(new Change(score, Ratio.of(score, old))));
        }
        return changes;
    }

    /// What the interval says.
    String verdict() {
        if (Double.isNaN(ratio.error()) || (ratio.low() <= 1 && ratio.high() >= 1)) {
            return "no change seen";
        }
        return ratio.value() > 1 ? "faster" : "slower";
    }
}
