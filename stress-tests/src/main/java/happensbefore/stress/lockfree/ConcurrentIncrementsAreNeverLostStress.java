package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.StripedCounter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;
/// Two threads add to a [StripedCounter] with one stripe; with more, each of them would have its own.

@JCStressTest
@Outcome(id = "64", expect = ACCEPTABLE, desc = "All increments are in the sum.")
@Outcome(expect = FORBIDDEN, desc = "An increment was lost.")
@State
public class ConcurrentIncrementsAreNeverLostStress {
    private static final int EACH = 32;

    private final StripedCounter counter = new StripedCounter(1);

    @Actor
    public void first() {
        increment();
    }

    @Actor
    public void second() {
        increment();
    }

    @Arbiter
    public void sum(J_Result r) {
        r.r1 = counter.sum();
    }

    private void increment() {
        for (int i = 0; i < EACH; i++) {
            counter.increment();
        }
    }
}
