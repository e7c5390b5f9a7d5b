package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import happensbefore.lockfree.ConfigCell;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJ_Result;

/// Two threads each change the configuration that they find.
@JCStressTest
@Outcome(id = "111, 3", expect = ACCEPTABLE, desc = "Both changes took effect, each with its own version.")
@State
public class ConcurrentConfigurationUpdatesAreNeverLostStress {
    private final ConfigCell<Integer> config = new ConfigCell<>(1);

    @Actor
    public void tens() {
        config.update(value -> value + 10);
    }

    @Actor
    public void hundreds() {
        config.update(value -> value + 100);
    }

    @Arbiter
    public void end(IJ_Result r) {
        r.r1 = config.current().value();
        r.r2 = config.current().version();
    }
}
