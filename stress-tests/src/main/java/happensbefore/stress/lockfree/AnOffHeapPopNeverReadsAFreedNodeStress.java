package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.OffHeapStack;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// One thread pops from an [OffHeapStack] with two nodes while the other pops, frees and reuses them. A read of a freed
/// node would throw, or return its poison. Stacks are used again: to close one stops all threads for a moment.
@JCStressTest
@Outcome(id = "0, [06]", expect = ACCEPTABLE, desc = "The popper found the stack empty for a moment.")
@Outcome(id = "[12], [06]", expect = ACCEPTABLE, desc = "The popper got an item that was there before.")
@Outcome(
        id = {"[345], [06]", "6, 0"},
        expect = ACCEPTABLE,
        desc = "The popper got an item in a reused node.")
@Outcome(expect = FORBIDDEN, desc = "What came out was never put in, or came out twice.")
@State
public class AnOffHeapPopNeverReadsAFreedNodeStress {
    private static final int LAST = 6;
    private static final Queue<OffHeapStack> EMPTY = new ConcurrentLinkedQueue<>();

    private final OffHeapStack stack;

    public AnOffHeapPopNeverReadsAFreedNodeStress() {
        OffHeapStack used = EMPTY.poll();
        stack = used == null ? new OffHeapStack(2) : used;
        stack.push(1);
        stack.push(2);
    }

    @Actor
    public void popper(II_Result r) {
        r.r1 = (int) stack.pop().orElse(0);
    }

    @Actor
    public void reuser() {
        for (int item = 3; item <= LAST; item++) {
            stack.pop();
            stack.pop();
            stack.reclaimer().reclaim();
            stack.push(item);
        }
    }

    @Arbiter
    public void left(II_Result r) {
        r.r2 = (int) stack.pop().orElse(0);
        stack.reclaimer().reclaim();
        EMPTY.offer(stack);
    }
}
