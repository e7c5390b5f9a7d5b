package happensbefore.stress.model;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Store buffering with `volatile`: the synchronization order is total, so one of the writes comes before both reads
/// and its reader sees it.
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Both threads read after the other's write.")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The first thread read before the second wrote.")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The second thread read before the first wrote.")
@Outcome(id = "0, 0", expect = FORBIDDEN, desc = "Each thread missed a write that came before its read.")
@State
public class VolatileStoreBufferingNeverShowsBothZeroStress {
    private volatile int x;
    private volatile int y;

    @Actor
    public void first(II_Result r) {
        x = 1;
        r.r1 = y;
    }

    @Actor
    public void second(II_Result r) {
        y = 1;
        r.r2 = x;
    }
}
