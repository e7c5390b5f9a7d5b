package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// Volatile makes each read and each write visible, and leaves a gap between them.
@JCStressTest
@Outcome(id = "2", expect = ACCEPTABLE, desc = "One increment came after the other.")
@Outcome(
        id = "1",
        expect = ACCEPTABLE_INTERESTING,
        desc = "Both threads read 0 and both wrote 1: an increment is lost.")
@State
public class VolatileIncrementsAreLostStress {
    private volatile int count;

    @Actor
    public void first() {
        increment();
    }

    @Actor
    public void second() {
        increment();
    }

    // @start region="lost"
    @SuppressWarnings("NonAtomicVolatileUpdate") // the bug that this test shows
    private void increment() {
        count++;
    }
    // @end

    @Arbiter
    public void sum(I_Result r) {
        r.r1 = count;
    }
}
