package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.StampedFreeListStack;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
/// Two threads pop items of a [StampedFreeListStack] and push them back. An item that both had in hand would come
/// back twice, or be written over.
///
/// What the stamps themselves are for takes three threads at once, two of them in the middle of a call; two
/// processors hardly ever show it. `NodeReuseInterleavingsTest` does.

@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Each item is there once.")
@Outcome(id = "false, .*", expect = FORBIDDEN, desc = "An item is there twice.")
@Outcome(id = "true, false", expect = FORBIDDEN, desc = "An item was lost.")
@State
public class ConcurrentStampedPopsNeverShareAnItemStress {
    private static final int ITEMS = 8;
    private static final int TIMES = 32;

    private final StampedFreeListStack<Integer> stack = new StampedFreeListStack<>(ITEMS);

    public ConcurrentStampedPopsNeverShareAnItemStress() {
        for (int item = 0; item < ITEMS; item++) {
            stack.push(item);
        }
    }

    @Actor
    public void first() {
        popAndPush();
    }

    @Actor
    public void second() {
        popAndPush();
    }

    @Arbiter
    public void left(ZZ_Result r) {
        int seen = 0;
        r.r1 = true;
        for (int i = 0; i < ITEMS; i++) {
            Integer item = stack.pop();
            if (item != null) {
                r.r1 &= (seen & 1 << item) == 0;
                seen |= 1 << item;
            }
        }
        r.r2 = Integer.bitCount(seen) == ITEMS;
    }

    private void popAndPush() {
        for (int i = 0; i < TIMES; i++) {
            Integer one = stack.pop();
            Integer other = stack.pop();
            push(one);
            push(other);
        }
    }

    private void push(@Nullable Integer item) {
        if (item != null) {
            stack.push(item);
        }
    }
}
