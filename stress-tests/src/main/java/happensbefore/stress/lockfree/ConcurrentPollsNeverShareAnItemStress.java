package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import happensbefore.lockfree.MpmcRingQueue;
import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Two consumers poll a ring that holds one item.
@JCStressTest
@Outcome(
        id = "7, 0",
        expect = ACCEPTABLE,
        desc = "The first consumer got the item and the second found the ring empty.")
@Outcome(
        id = "0, 7",
        expect = ACCEPTABLE,
        desc = "The second consumer got the item and the first found the ring empty.")
@State
public class ConcurrentPollsNeverShareAnItemStress {
    private final MpmcRingQueue<Integer> ring = new MpmcRingQueue<>(2);

    public ConcurrentPollsNeverShareAnItemStress() {
        ring.offer(7);
    }

    @Actor
    public void first(II_Result r) {
        r.r1 = Objects.requireNonNullElse(ring.poll(), 0);
    }

    @Actor
    public void second(II_Result r) {
        r.r2 = Objects.requireNonNullElse(ring.poll(), 0);
    }
}
