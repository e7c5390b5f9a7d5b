package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import happensbefore.lockfree.MpmcRingQueue;
import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Two producers offer to an empty ring: both items come out, in one order or the other.
@JCStressTest
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "The first producer's item came out first.")
@Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "The second producer's item came out first.")
@State
public class ConcurrentOffersNeverOverwriteAnItemStress {
    private final MpmcRingQueue<Integer> ring = new MpmcRingQueue<>(2);

    @Actor
    public void first() {
        ring.offer(1);
    }

    @Actor
    public void second() {
        ring.offer(2);
    }

    @Arbiter
    public void drain(II_Result r) {
        r.r1 = Objects.requireNonNullElse(ring.poll(), 0);
        r.r2 = Objects.requireNonNullElse(ring.poll(), 0);
    }
}
