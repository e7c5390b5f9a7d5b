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

/// Two threads push on a [TreiberStack], each so many items that their pushes meet.
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Every item is there, the newer ones of each thread on top.")
@Outcome(id = "false, .*", expect = FORBIDDEN, desc = "A push was lost, or an item is there twice.")
@Outcome(id = "true, false", expect = FORBIDDEN, desc = "One thread's pushes changed places.")
@State
public class ConcurrentPushesKeepBothItemsStress {
    private static final int EACH = 32;

    private final TreiberStack<Integer> stack = new TreiberStack<>();

    @Actor
    public void first() {
        push(0);
    }

    @Actor
    public void second() {
        push(EACH);
    }

    @Arbiter
    public void left(ZZ_Result r) {
        int first = EACH - 1;
        int second = 2 * EACH - 1;
        int items = 0;
        r.r2 = true;
        for (Integer item = stack.pop(); item != null; item = stack.pop()) {
            items++;
            r.r2 &= item == (item < EACH ? first-- : second--);
        }
        r.r1 = items == 2 * EACH;
    }

    private void push(int from) {
        for (int item = from; item < from + EACH; item++) {
            stack.push(item);
        }
    }
}
