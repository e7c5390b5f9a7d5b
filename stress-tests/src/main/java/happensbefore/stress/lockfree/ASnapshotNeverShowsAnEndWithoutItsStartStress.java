package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.ExportStats;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// Exports begin and end, one after the other, while another thread takes snapshots.
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Each snapshot shows none or one in flight.")
@Outcome(id = "false, .*", expect = FORBIDDEN, desc = "A snapshot shows an end without its start.")
@Outcome(id = "true, false", expect = FORBIDDEN, desc = "A snapshot shows two in flight that never were at once.")
@State
public class ASnapshotNeverShowsAnEndWithoutItsStartStress {
    private static final int EXPORTS = 32;
    private static final int SNAPSHOTS = 16;

    private final ExportStats stats = new ExportStats();

    @Actor
    public void exporter() {
        for (int i = 0; i < EXPORTS; i++) {
            stats.started(1);
            stats.succeeded(1);
        }
    }

    @Actor
    public void reader(ZZ_Result r) {
        r.r1 = true;
        r.r2 = true;
        for (int i = 0; i < SNAPSHOTS; i++) {
            long inFlight = stats.snapshot().inFlight();
            r.r1 &= inFlight >= 0;
            r.r2 &= inFlight <= 1;
        }
    }
}
