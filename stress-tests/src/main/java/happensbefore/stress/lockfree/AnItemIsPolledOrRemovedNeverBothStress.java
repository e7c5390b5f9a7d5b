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
/// One thread polls a [MichaelScottQueue] until it is empty, another removes the same items by value.

@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Each item was polled or removed.")
@Outcome(id = "false, .*", expect = FORBIDDEN, desc = "An item was polled and removed.")
@Outcome(id = "true, false", expect = FORBIDDEN, desc = "An item was neither polled nor removed.")
@State
public class AnItemIsPolledOrRemovedNeverBothStress {
    private static final int ITEMS = 32;

    private final MichaelScottQueue<Integer> queue = new MichaelScottQueue<>();
    private int polled; // a bit for each item
    private int removed;

    public AnItemIsPolledOrRemovedNeverBothStress() {
        for (int item = 0; item < ITEMS; item++) {
            queue.offer(item);
        }
    }

    @Actor
    public void poller() {
        for (Integer item = queue.poll(); item != null; item = queue.poll()) {
            polled |= 1 << item;
        }
    }

    @Actor
    public void remover() {
        for (int item = 0; item < ITEMS; item++) {
            removed |= queue.remove(item) ? 1 << item : 0;
        }
    }

    @Arbiter
    public void taken(ZZ_Result r) {
        r.r1 = (polled & removed) == 0;
        r.r2 = (polled | removed) == -1;
    }
}
