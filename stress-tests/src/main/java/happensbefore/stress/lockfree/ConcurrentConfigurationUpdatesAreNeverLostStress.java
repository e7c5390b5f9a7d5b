package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.ConfigCell;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJ_Result;
/// Two threads each change the configuration that they find, again and again.

@JCStressTest
@Outcome(id = "3232, 65", expect = ACCEPTABLE, desc = "All changes took effect, each with its own version.")
@Outcome(expect = FORBIDDEN, desc = "A change was lost, or two have the same version.")
@State
public class ConcurrentConfigurationUpdatesAreNeverLostStress {
    private static final int EACH = 32;

    private final ConfigCell<Integer> config = new ConfigCell<>(0);

    @Actor
    public void ones() {
        add(1);
    }

    @Actor
    public void hundreds() {
        add(100);
    }

    @Arbiter
    public void end(IJ_Result r) {
        r.r1 = config.current().value();
        r.r2 = config.current().version();
    }

    private void add(int n) {
        for (int i = 0; i < EACH; i++) {
            config.update(value -> value + n);
        }
    }
}
