package happensbefore.exercises.settingsmerge;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/// Claim: an edit that was told no has changed nothing, and one that was told yes stands.
///
/// The batch of 150 does not fit at first. It fits as soon as the other editor has made the queue longer, which may be
/// in the middle of the edit.
@JCStressTest
@Outcome(id = "true, 150", expect = Expect.ACCEPTABLE, desc = "The queue came first, and the batch was accepted.")
@Outcome(id = "false, 10", expect = Expect.ACCEPTABLE, desc = "The batch came first, and was refused.")
@Outcome(
        id = "false, 150",
        expect = Expect.FORBIDDEN,
        desc = "The editor was told no, and the batch was changed all the same.")
@Outcome(id = "true, 10", expect = Expect.FORBIDDEN, desc = "The editor was told yes, and the batch was not changed.")
@State
public class ARefusedEditChangesNothingStress {
    private final LiveSettings settings = new LiveSettings(10, 100);

    @Actor
    public void batchEditor(ZI_Result result) {
        result.r1 = settings.resizeBatch(150);
    }

    @Actor
    public void queueEditor() {
        settings.resizeQueue(200);
    }

    @Arbiter
    public void whatStands(ZI_Result result) {
        result.r2 = settings.current().batchSize();
    }
}
