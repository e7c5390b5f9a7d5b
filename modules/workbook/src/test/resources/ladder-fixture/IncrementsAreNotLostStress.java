package happensbefore.exercises.fixturebox;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

@JCStressTest
@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Both increments are kept.")
@Outcome(id = "1", expect = Expect.FORBIDDEN, desc = "One increment overwrote the other.")
@State
public class IncrementsAreNotLostStress {
    private final FixtureBox box = new FixtureBox();

    @Actor
    public void one() {
        box.increment();
    }

    @Actor
    public void two() {
        box.increment();
    }

    @Arbiter
    public void sum(I_Result r) {
        r.r1 = box.get();
    }
}
