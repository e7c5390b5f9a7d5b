package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.ExportStats;
import happensbefore.lockfree.otlp.ObservedExportStats;
import io.opentelemetry.api.OpenTelemetry;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/// Two exporters report to one set of statistics that is also read as metrics.
@JCStressTest
@Outcome(id = "64, 32, 32", expect = ACCEPTABLE, desc = "All starts and all ends are counted.")
@Outcome(expect = FORBIDDEN, desc = "A start or an end was not counted, or was counted twice.")
@State
public class ObservedExportStatsLoseNoCountStress {
    private static final int EACH = 32;

    private final ObservedExportStats observed =
            new ObservedExportStats(OpenTelemetry.noop().getMeter("stress"), "stress_exporter", "stress_exporter/0");

    @Actor
    public void one() {
        export();
    }

    @Actor
    public void other() {
        export();
    }

    @Arbiter
    public void counts(JJJ_Result r) {
        ExportStats.Snapshot snapshot = observed.stats().snapshot();
        r.r1 = snapshot.started();
        r.r2 = snapshot.succeeded();
        r.r3 = snapshot.failed();
    }

    private void export() {
        for (int i = 0; i < EACH / 2; i++) {
            observed.stats().started(2);
            observed.stats().succeeded(1);
            observed.stats().failed(1);
        }
    }
}
