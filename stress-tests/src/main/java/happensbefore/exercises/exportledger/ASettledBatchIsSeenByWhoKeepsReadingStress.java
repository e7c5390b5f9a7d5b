package happensbefore.exercises.exportledger;

import io.opentelemetry.api.OpenTelemetry;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/// Claim: a batch that was settled is seen by a thread that reads the totals again and again.
///
/// Between two looks of the loop nothing else happens: a compiler that may read the field once does so, and the loop
/// never ends.
@JCStressTest(Mode.Termination)
@Outcome(id = "TERMINATED", expect = Expect.ACCEPTABLE, desc = "The thread that kept reading saw the batch.")
@Outcome(
        id = "STALE",
        expect = Expect.FORBIDDEN,
        desc = "A batch was settled, and a thread that reads the totals again and again never sees it.")
@State
public class ASettledBatchIsSeenByWhoKeepsReadingStress {
    private final ExportLedger ledger = new ExportLedger(OpenTelemetry.noop().getMeter("stress"));

    @Actor
    public void reads() {
        while (ledger.totals().received() == 0) {}
    }

    @Signal
    public void settles() {
        ledger.settle(1, 0, 0);
    }
}
