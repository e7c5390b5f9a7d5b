package happensbefore.stress.producerconsumer;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.producerconsumer.MpscRingQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/// Two producers race for the one slot that is left.
@JCStressTest
@Outcome(id = "true, false, 2", expect = ACCEPTABLE, desc = "The first producer got the slot, the second was refused.")
@Outcome(id = "false, true, 2", expect = ACCEPTABLE, desc = "The second producer got the slot, the first was refused.")
@Outcome(expect = FORBIDDEN, desc = "Both were given the slot, and one item is lost; or nobody was.")
@State
public class ManyProducersNeverShareASlotStress {
    private final MpscRingQueue<Integer> ring = new MpscRingQueue<>(2);

    public ManyProducersNeverShareASlotStress() {
        ring.offer(0);
    }

    @Actor
    public void first(ZZI_Result r) {
        r.r1 = ring.offer(1);
    }

    @Actor
    public void second(ZZI_Result r) {
        r.r2 = ring.offer(2);
    }

    @Arbiter
    public void verdict(ZZI_Result r) {
        while (ring.poll() != null) {
            r.r3++;
        }
    }
}
