package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import happensbefore.lockfree.BrokenTwoFieldConfig;
import happensbefore.lockfree.BrokenTwoFieldConfig.Settings;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;

/// A reader of two volatile fields races with a writer of both.
@JCStressTest
@Outcome(id = "old, 1000", expect = ACCEPTABLE, desc = "The reader saw the old configuration.")
@Outcome(id = "new, 9000", expect = ACCEPTABLE, desc = "The reader saw the new configuration.")
@Outcome(
        id = {"new, 1000", "old, 9000"},
        expect = ACCEPTABLE_INTERESTING,
        desc = "The reader saw one field of each: a configuration that never was.")
@State
public class TwoFieldConfigurationsAreTornStress {
    private final BrokenTwoFieldConfig config = new BrokenTwoFieldConfig(new Settings("old", 1000));

    @Actor
    public void writer() {
        config.set(new Settings("new", 9000));
    }

    @Actor
    public void reader(LI_Result r) {
        Settings seen = config.get();
        r.r1 = seen.endpoint();
        r.r2 = seen.timeoutMillis();
    }
}
