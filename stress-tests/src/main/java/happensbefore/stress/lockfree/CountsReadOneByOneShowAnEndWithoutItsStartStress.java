package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/// The same with two atomic counters that are read one after the other: each is right, together they are not.
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Both counts were read before the export.")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The export was seen in flight.")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Both counts were read after the export.")
@Outcome(
        id = "0, 1",
        expect = ACCEPTABLE_INTERESTING,
        desc = "The export began and ended between the two reads: -1 in flight.")
@State
public class CountsReadOneByOneShowAnEndWithoutItsStartStress {
    private final AtomicLong started = new AtomicLong();
    private final AtomicLong succeeded = new AtomicLong();

    // @start region="torn"
    @Actor
    public void exporter() {
        started.incrementAndGet();
        succeeded.incrementAndGet();
    }

    @Actor
    public void reader(JJ_Result r) {
        r.r1 = started.get();
        r.r2 = succeeded.get();
    }
    // @end
}
