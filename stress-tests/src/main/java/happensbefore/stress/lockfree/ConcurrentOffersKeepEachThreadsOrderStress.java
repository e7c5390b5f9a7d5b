package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.MichaelScottQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
/// Two threads offer to a [MichaelScottQueue].

@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Every item is there, each thread's in its order.")
@Outcome(id = "false, .*", expect = FORBIDDEN, desc = "An offer was lost, or an item is there twice.")
@Outcome(id = "true, false", expect = FORBIDDEN, desc = "One thread's items changed places.")
@State
public class ConcurrentOffersKeepEachThreadsOrderStress {
    private static final int EACH = 32;

    private final MichaelScottQueue<Integer> queue = new MichaelScottQueue<>();

    @Actor
    public void first() {
        offer(0);
    }

    @Actor
    public void second() {
        offer(EACH);
    }

    @Arbiter
    public void drain(ZZ_Result r) {
        int first = 0;
        int second = EACH;
        int items = 0;
        r.r2 = true;
        for (Integer item = queue.poll(); item != null; item = queue.poll()) {
            items++;
            r.r2 &= item == (item < EACH ? first++ : second++);
        }
        r.r1 = items == 2 * EACH;
    }

    private void offer(int from) {
        for (int item = from; item < from + EACH; item++) {
            queue.offer(item);
        }
    }
}
