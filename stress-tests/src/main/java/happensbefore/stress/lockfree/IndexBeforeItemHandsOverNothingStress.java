package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// A ring that is broken on purpose: it publishes its index before the item. Each write is ordered and visible; the
/// order is the wrong one.
@JCStressTest
@Outcome(id = "-1", expect = ACCEPTABLE, desc = "The index had not moved: the consumer saw an empty ring.")
@Outcome(id = "7", expect = ACCEPTABLE, desc = "The consumer saw the index and the item.")
@Outcome(
        id = "0",
        expect = ACCEPTABLE_INTERESTING,
        desc = "The consumer saw the index move and found no item behind it.")
@State
public class IndexBeforeItemHandsOverNothingStress {
    // @start region="broken"
    private volatile int tail;
    private volatile int slot;

    @Actor
    public void producer() {
        tail = 1;
        slot = 7; // too late: the index already promises it
    }

    @Actor
    public void consumer(I_Result r) {
        r.r1 = tail == 1 ? slot : -1;
    }
    // @end
}
