package happensbefore.exercises.peakgauge;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/// Claim: a value that was recorded is seen by a thread that looks at the peak again and again.
///
/// Between two looks of the loop nothing else happens: a compiler that may read the field once does so, and the loop
/// never ends.
@JCStressTest(Mode.Termination)
@Outcome(id = "TERMINATED", expect = Expect.ACCEPTABLE, desc = "The thread that kept looking saw the peak.")
@Outcome(
        id = "STALE",
        expect = Expect.FORBIDDEN,
        desc = "A value was recorded, and a thread that looks at the peak again and again never sees it.")
@State
public class ARecordedValueIsSeenByWhoKeepsLookingStress {
    private final PeakGauge gauge = new PeakGauge();

    @Actor
    public void looks() {
        while (gauge.peak() == 0) {}
    }

    @Signal
    public void records() {
        gauge.record(7);
    }
}
