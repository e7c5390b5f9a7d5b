package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

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
@Outcome(id = "2, 1, 1", expect = ACCEPTABLE, desc = "Both starts and both ends are counted.")
@State
public class ObservedExportStatsLoseNoCountStress {
    private final ObservedExportStats observed =
            new ObservedExportStats(OpenTelemetry.noop().getMeter("stress"), "stress_exporter", "stress_exporter/0");

    @Actor
    public void succeeding() {
        observed.stats().started(1);
        observed.stats().succeeded(1);
    }

    @Actor
    public void failing() {
        observed.stats().started(1);
        observed.stats().failed(1);
    }

    @Arbiter
    public void counts(JJJ_Result r) {
        ExportStats.Snapshot snapshot = observed.stats().snapshot();
        r.r1 = snapshot.started();
        r.r2 = snapshot.succeeded();
        r.r3 = snapshot.failed();
    }
}
