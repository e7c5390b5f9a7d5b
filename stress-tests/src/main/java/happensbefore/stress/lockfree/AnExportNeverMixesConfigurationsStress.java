package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import happensbefore.lockfree.BrokenTwoFieldConfig.Settings;
import happensbefore.lockfree.otlp.ReconfigurableExporter;
import io.opentelemetry.api.OpenTelemetry;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;

/// An export races with a reconfiguration of the exporter; it must work by one configuration to its end.
@JCStressTest
@Outcome(id = "old, 1000", expect = ACCEPTABLE, desc = "The export used the old configuration.")
@Outcome(id = "new, 9000", expect = ACCEPTABLE, desc = "The export used the new configuration.")
@State
public class AnExportNeverMixesConfigurationsStress {
    private final ReconfigurableExporter<Settings, LI_Result> exporter =
            new ReconfigurableExporter<>(OpenTelemetry.noop(), new Settings("old", 1000), (settings, r) -> {
                r.r1 = settings.endpoint();
                r.r2 = settings.timeoutMillis();
            });

    @Actor
    public void exporting(LI_Result r) {
        try {
            exporter.export(r);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Actor
    public void reconfiguring() {
        exporter.reconfigure(_ -> new Settings("new", 9000));
    }
}
