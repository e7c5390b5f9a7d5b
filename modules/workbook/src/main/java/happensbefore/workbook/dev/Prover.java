package happensbefore.workbook.dev;

import happensbefore.workbook.ladder.Verdict;
import java.util.List;
import java.util.function.BiConsumer;

/// Climbs the ladder with many variants at once.
interface Prover {
    /// Tries every claim, each up to its top rung, and tells each verdict as it comes, one at a time, in any order.
    void prove(List<Claim> claims, BiConsumer<Claim, Verdict> verdicts) throws InterruptedException;
}
