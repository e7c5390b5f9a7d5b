package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.MichaelScottQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/// Two threads offer to a [MichaelScottQueue]: one 1 and then 2, the other 3.
@JCStressTest
@Outcome(
        id = {"1, 2, 3", "1, 3, 2", "3, 1, 2"},
        expect = ACCEPTABLE,
        desc = "All items are there, and 1 stands before 2.")
@Outcome(
        id = {"2, .*", ".*, 2, 1"},
        expect = FORBIDDEN,
        desc = "One thread's items were turned around.")
@Outcome(
        id = {"., ., 0"},
        expect = FORBIDDEN,
        desc = "An offer was lost.")
@State
public class ConcurrentOffersKeepEachThreadsOrderStress {
    private final MichaelScottQueue<Integer> queue = new MichaelScottQueue<>();

    @Actor
    public void two() {
        queue.offer(1);
        queue.offer(2);
    }

    @Actor
    public void one() {
        queue.offer(3);
    }

    @Arbiter
    public void left(III_Result r) {
        r.r1 = poll();
        r.r2 = poll();
        r.r3 = poll();
    }

    private int poll() {
        Integer item = queue.poll();
        return item == null ? 0 : item;
    }
}
