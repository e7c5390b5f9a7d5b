package happensbefore.stress.model;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Store buffering (Dekker's core) on plain fields: no interleaving explains that both threads read 0, yet it is seen,
/// because each store may still sit in its core's buffer while the other core reads.
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Both threads read after the other's write.")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The first thread read before the second wrote.")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The second thread read before the first wrote.")
@Outcome(id = "0, 0", expect = ACCEPTABLE_INTERESTING, desc = "Each thread read before either write was visible.")
@State
public class PlainStoreBufferingShowsBothZeroStress {
    private int x;
    private int y;

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
