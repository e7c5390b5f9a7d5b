package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.EliminationBackoffStack;
import happensbefore.lockfree.RetryListener;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
/// Two threads push and pop in turn on an [EliminationBackoffStack]. Each pushes before it pops, so no pop finds
/// nothing.
///
/// Of two threads one always wins the race for the top, so they never meet in a slot: pairs that do are for
/// [AnItemShownIsTakenOrKeptNeverBothStress], and, with a third thread, for `StackInterleavingsTest`.

@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Each item came out once.")
@Outcome(id = "false, .*", expect = FORBIDDEN, desc = "An item came out twice, or a pop found nothing.")
@Outcome(id = "true, false", expect = FORBIDDEN, desc = "An item was lost.")
@State
public class ItemsOfABackoffStackComeOutOnceStress {
    private static final int EACH = Long.SIZE / 2;
    private static final int BATCH = 8;

    private final EliminationBackoffStack<Integer> stack = new EliminationBackoffStack<>(1, 2, RetryListener.NONE);
    private long first; // a bit for each item
    private long second;

    @Actor
    public void first() {
        first = pushAndPop(0);
    }

    @Actor
    public void second() {
        second = pushAndPop(EACH);
    }

    @Arbiter
    public void popped(ZZ_Result r) {
        r.r1 = (first & second) == 0 && Long.bitCount(first) == EACH && Long.bitCount(second) == EACH;
        r.r2 = (first | second) == -1 && stack.isEmpty();
    }

    private long pushAndPop(int from) {
        long popped = 0;
        for (int item = from; item < from + EACH; item += BATCH) {
            for (int i = 0; i < BATCH; i++) {
                stack.push(item + i);
            }
            for (int i = 0; i < BATCH; i++) {
                Integer top = stack.pop();
                popped |= top == null ? 0 : 1L << top;
            }
        }
        return popped;
    }
}
