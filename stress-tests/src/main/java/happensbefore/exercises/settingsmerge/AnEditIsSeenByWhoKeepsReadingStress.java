package happensbefore.exercises.settingsmerge;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/// Claim: an edit is seen by a thread that reads the settings again and again.
///
/// Between two looks of the loop nothing else happens: a compiler that may read the field once does so, and the loop
/// never ends.
@JCStressTest(Mode.Termination)
@Outcome(id = "TERMINATED", expect = Expect.ACCEPTABLE, desc = "The thread that kept reading saw the edit.")
@Outcome(
        id = "STALE",
        expect = Expect.FORBIDDEN,
        desc = "An edit was made, and a thread that reads the settings again and again never sees it.")
@State
public class AnEditIsSeenByWhoKeepsReadingStress {
    private final LiveSettings settings = new LiveSettings(10, 100);

    @Actor
    public void reads() {
        while (settings.current().batchSize() == 10) {}
    }

    @Signal
    public void edits() {
        settings.resizeBatch(20);
    }
}
