package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.ExportStats;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/// One export begins and ends while another thread takes a snapshot of started and succeeded.
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "The snapshot is of before the export.")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The snapshot shows the export in flight.")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The snapshot is of after the export.")
@Outcome(id = "0, 1", expect = FORBIDDEN, desc = "The snapshot shows an end without its start.")
@State
public class ASnapshotNeverShowsAnEndWithoutItsStartStress {
    private final ExportStats stats = new ExportStats();

    @Actor
    public void exporter() {
        stats.started(1);
        stats.succeeded(1);
    }

    @Actor
    public void reader(JJ_Result r) {
        ExportStats.Snapshot snapshot = stats.snapshot();
        r.r1 = snapshot.started();
        r.r2 = snapshot.succeeded();
    }
}
