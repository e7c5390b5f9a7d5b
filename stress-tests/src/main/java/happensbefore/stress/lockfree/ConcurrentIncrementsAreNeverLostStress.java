package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import happensbefore.lockfree.StripedCounter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/// Two threads add to a striped counter, on one stripe or two.
@JCStressTest
@Outcome(id = "2", expect = ACCEPTABLE, desc = "Both increments are in the sum.")
@State
public class ConcurrentIncrementsAreNeverLostStress {
    private final StripedCounter counter = new StripedCounter();

    @Actor
    public void first() {
        counter.increment();
    }

    @Actor
    public void second() {
        counter.increment();
    }

    @Arbiter
    public void sum(J_Result r) {
        r.r1 = counter.sum();
    }
}
