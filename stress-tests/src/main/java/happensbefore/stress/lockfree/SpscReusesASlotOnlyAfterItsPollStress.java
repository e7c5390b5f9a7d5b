package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import happensbefore.lockfree.SpscRingQueue;
import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/// The ring is full. One offer and two polls race: the offer is refused or follows the first poll.
@JCStressTest
@Outcome(id = "1, 2, 0", expect = ACCEPTABLE, desc = "The offer came before the first poll and was refused.")
@Outcome(id = "1, 2, 3", expect = ACCEPTABLE, desc = "The new item took the slot of the first and came out last.")
@State
public class SpscReusesASlotOnlyAfterItsPollStress {
    private final SpscRingQueue<Integer> ring = new SpscRingQueue<>(2);

    public SpscReusesASlotOnlyAfterItsPollStress() {
        ring.offer(1);
        ring.offer(2);
    }

    @Actor
    public void producer() {
        ring.offer(3);
    }

    @Actor
    public void consumer(III_Result r) {
        r.r1 = Objects.requireNonNullElse(ring.poll(), 0);
        r.r2 = Objects.requireNonNullElse(ring.poll(), 0);
    }

    @Arbiter
    public void rest(III_Result r) {
        r.r3 = Objects.requireNonNullElse(ring.poll(), 0);
    }
}
