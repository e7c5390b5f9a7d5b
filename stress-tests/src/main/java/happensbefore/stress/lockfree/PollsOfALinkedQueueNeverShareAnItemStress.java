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

/// Two polls of a [MichaelScottQueue] that holds 1 and then 2.
@JCStressTest
@Outcome(id = "1, 2, 0", expect = ACCEPTABLE, desc = "The first thread polled first.")
@Outcome(id = "2, 1, 0", expect = ACCEPTABLE, desc = "The second thread polled first.")
@Outcome(
        id = {"1, 1, .*", "2, 2, .*"},
        expect = FORBIDDEN,
        desc = "Both threads polled the same item.")
@State
public class PollsOfALinkedQueueNeverShareAnItemStress {
    private final MichaelScottQueue<Integer> queue = new MichaelScottQueue<>();

    public PollsOfALinkedQueueNeverShareAnItemStress() {
        queue.offer(1);
        queue.offer(2);
    }

    @Actor
    public void first(III_Result r) {
        r.r1 = poll();
    }

    @Actor
    public void second(III_Result r) {
        r.r2 = poll();
    }

    @Arbiter
    public void left(III_Result r) {
        r.r3 = poll();
    }

    private int poll() {
        Integer item = queue.poll();
        return item == null ? 0 : item;
    }
}
