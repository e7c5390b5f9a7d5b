package happensbefore.exercises.settingsmerge;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// Claim: of two edits that break the rule together, exactly one is made.
@JCStressTest
@Outcome(
        id = "true, false",
        expect = Expect.ACCEPTABLE,
        desc = "The larger batch came first, and the smaller queue was refused.")
@Outcome(
        id = "false, true",
        expect = Expect.ACCEPTABLE,
        desc = "The smaller queue came first, and the larger batch was refused.")
@Outcome(
        id = "true, true",
        expect = Expect.FORBIDDEN,
        desc = "Both edits were made, and now a batch does not fit into the queue.")
@Outcome(
        id = "false, false",
        expect = Expect.FORBIDDEN,
        desc = "Both edits were refused, although the rule allows the one that comes first.")
@State
public class TwoEditorsNeverBreakTheRuleTogetherStress {
    private final LiveSettings settings = new LiveSettings(10, 100);

    @Actor
    public void batchEditor(ZZ_Result result) {
        result.r1 = settings.resizeBatch(80);
    }

    @Actor
    public void queueEditor(ZZ_Result result) {
        result.r2 = settings.resizeQueue(50);
    }
}
