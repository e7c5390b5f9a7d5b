package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import happensbefore.lockfree.BrokenTwoFieldConfig.Settings;
import happensbefore.lockfree.ConfigCell;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LIJ_Result;

/// A reader of a configuration cell races with an update of both settings.
@JCStressTest
@Outcome(id = "old, 1000, 1", expect = ACCEPTABLE, desc = "The reader saw the old configuration and its version.")
@Outcome(id = "new, 9000, 2", expect = ACCEPTABLE, desc = "The reader saw the new configuration and its version.")
@State
public class ConfigurationsAreNeverTornStress {
    private final ConfigCell<Settings> config = new ConfigCell<>(new Settings("old", 1000));

    @Actor
    public void writer() {
        config.update(_ -> new Settings("new", 9000));
    }

    @Actor
    public void reader(LIJ_Result r) {
        ConfigCell.Versioned<Settings> seen = config.current();
        r.r1 = seen.value().endpoint();
        r.r2 = seen.value().timeoutMillis();
        r.r3 = seen.version();
    }
}
