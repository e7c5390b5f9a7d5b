package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.TreiberStack;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// Two threads empty a [TreiberStack].
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Each item was popped once.")
@Outcome(id = "false, .*", expect = FORBIDDEN, desc = "Both threads popped the same item.")
@Outcome(id = "true, false", expect = FORBIDDEN, desc = "An item was popped by nobody.")
@State
public class ConcurrentPopsNeverShareAnItemStress {
    private final TreiberStack<Integer> stack = new TreiberStack<>();
    private long first; // a bit for each item
    private long second;

    public ConcurrentPopsNeverShareAnItemStress() {
        for (int item = 0; item < Long.SIZE; item++) {
            stack.push(item);
        }
    }

    @Actor
    public void first() {
        first = pop();
    }

    @Actor
    public void second() {
        second = pop();
    }

    @Arbiter
    public void taken(ZZ_Result r) {
        r.r1 = (first & second) == 0;
        r.r2 = (first | second) == -1;
    }

    /// Until there is none left, so that both also meet at the last one.
    private long pop() {
        long taken = 0;
        for (Integer item = stack.pop(); item != null; item = stack.pop()) {
            taken |= 1L << item;
        }
        return taken;
    }
}
