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

/// Two threads empty a [MichaelScottQueue] that holds enough for both.
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Each item was polled once.")
@Outcome(id = "false, .*", expect = FORBIDDEN, desc = "Both threads polled the same item.")
@Outcome(id = "true, false", expect = FORBIDDEN, desc = "An item was polled by nobody.")
@State
public class PollsOfALinkedQueueNeverShareAnItemStress {
    private final MichaelScottQueue<Integer> queue = new MichaelScottQueue<>();
    private long first; // a bit for each item
    private long second;

    public PollsOfALinkedQueueNeverShareAnItemStress() {
        for (int item = 0; item < Long.SIZE; item++) {
            queue.offer(item);
        }
    }

    @Actor
    public void first() {
        first = poll();
    }

    @Actor
    public void second() {
        second = poll();
    }

    @Arbiter
    public void polled(ZZ_Result r) {
        r.r1 = (first & second) == 0;
        r.r2 = (first | second) == -1;
    }

    /// Until there is none left, so that both also meet at the last one.
    private long poll() {
        long polled = 0;
        for (Integer item = queue.poll(); item != null; item = queue.poll()) {
            polled |= 1L << item;
        }
        return polled;
    }
}
