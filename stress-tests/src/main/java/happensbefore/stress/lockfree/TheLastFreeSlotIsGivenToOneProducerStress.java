package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import happensbefore.lockfree.MpmcRingQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// Two producers race for the one slot that is left.
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The first producer got the slot and the second was refused.")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "The second producer got the slot and the first was refused.")
@State
public class TheLastFreeSlotIsGivenToOneProducerStress {
    private final MpmcRingQueue<Integer> ring = new MpmcRingQueue<>(2);

    public TheLastFreeSlotIsGivenToOneProducerStress() {
        ring.offer(0);
    }

    @Actor
    public void first(ZZ_Result r) {
        r.r1 = ring.offer(1);
    }

    @Actor
    public void second(ZZ_Result r) {
        r.r2 = ring.offer(2);
    }
}
