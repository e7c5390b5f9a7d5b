package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import happensbefore.lockfree.OffHeapStack;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// One thread pops from an [OffHeapStack] with two nodes while the other pops, frees and reuses them. A read of a freed
/// node would throw, or return its poison.
@JCStressTest
@Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "The popper got the item that was on top.")
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The popper got the older item.")
@Outcome(id = "3, 0", expect = ACCEPTABLE, desc = "The popper got the item in the reused node.")
@Outcome(
        id = "0, 0",
        expect = ACCEPTABLE,
        desc = "The popper found the stack empty, and the push that came later was refused.")
@Outcome(
        id = "0, 3",
        expect = ACCEPTABLE,
        desc = "The popper found the stack empty; the item pushed later is still there.")
@Outcome(id = "1, 3", expect = ACCEPTABLE, desc = "The popper got the older item; the one pushed later is still there.")
@Outcome(
        id = "2, 3",
        expect = ACCEPTABLE,
        desc = "The popper got the item that was on top; the one pushed later is still there.")
@State
public class AnOffHeapPopNeverReadsAFreedNodeStress {
    private final OffHeapStack stack = new OffHeapStack(2);

    public AnOffHeapPopNeverReadsAFreedNodeStress() {
        stack.push(1);
        stack.push(2);
    }

    @Actor
    public void popper(II_Result r) {
        r.r1 = (int) stack.pop().orElse(0);
    }

    @Actor
    public void reuser() {
        stack.pop();
        stack.pop();
        stack.reclaimer().reclaim();
        stack.push(3);
    }

    @Arbiter
    public void left(II_Result r) {
        r.r2 = (int) stack.pop().orElse(0);
        stack.close();
    }
}
