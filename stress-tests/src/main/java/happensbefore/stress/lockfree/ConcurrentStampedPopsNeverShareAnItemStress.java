package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.StampedFreeListStack;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/// Two pops of a [StampedFreeListStack] that holds 1 and, on top, 2.
@JCStressTest
@Outcome(
        id = "1, 2, 0",
        expect = ACCEPTABLE,
        desc = "The second thread popped the newer item, the first the older one.")
@Outcome(
        id = "2, 1, 0",
        expect = ACCEPTABLE,
        desc = "The first thread popped the newer item, the second the older one.")
@Outcome(
        id = {"1, 1, .*", "2, 2, .*"},
        expect = FORBIDDEN,
        desc = "Both threads popped the same item.")
@State
public class ConcurrentStampedPopsNeverShareAnItemStress {
    private final StampedFreeListStack<Integer> stack = new StampedFreeListStack<>(2);

    public ConcurrentStampedPopsNeverShareAnItemStress() {
        stack.push(1);
        stack.push(2);
    }

    @Actor
    public void first(III_Result r) {
        r.r1 = pop();
    }

    @Actor
    public void second(III_Result r) {
        r.r2 = pop();
    }

    @Arbiter
    public void left(III_Result r) {
        r.r3 = pop();
    }

    private int pop() {
        Integer item = stack.pop();
        return item == null ? 0 : item;
    }
}
