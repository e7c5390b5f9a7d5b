package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.OffHeapStack;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// One thread pops from an [OffHeapStack] with two nodes while the other pushes and pops, so that nodes are freed
/// and used again all the time. A read of a freed node throws, or returns its poison. Stacks are used again: to
/// close one stops all threads for a moment.
///
/// A pop without a guard reads a freed node only when it is stopped in between for a whole round of the other
/// thread: some runs show it. `ReclamationInterleavingsTest` always does.
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "What was put in came out, once.")
@Outcome(id = "false, .*", expect = FORBIDDEN, desc = "What came out was never put in, or came out twice.")
@Outcome(id = "true, false", expect = FORBIDDEN, desc = "An item was lost.")
@State
public class AnOffHeapPopNeverReadsAFreedNodeStress {
    private static final int MOST_POPS = 5_000;
    private static final Queue<OffHeapStack> EMPTY = new ConcurrentLinkedQueue<>();

    private final OffHeapStack stack;
    private volatile boolean over;
    private long pushed; // a bit for each item
    private final Popped popper = new Popped();
    private final Popped reuser = new Popped();

    public AnOffHeapPopNeverReadsAFreedNodeStress() {
        OffHeapStack used = EMPTY.poll();
        stack = used == null ? new OffHeapStack(2) : used;
    }

    @Actor
    public void popper() {
        for (int i = 0; i < MOST_POPS && !over; i++) {
            popper.add(stack.pop());
        }
    }

    @Actor
    public void reuser() {
        for (int item = 0; item < Long.SIZE; item++) {
            if (stack.push(item)) {
                pushed |= 1L << item;
            }
            if (item % 2 == 1) {
                reuser.add(stack.pop());
                reuser.add(stack.pop());
            }
        }
        over = true;
    }

    @Arbiter
    public void compare(ZZ_Result r) {
        reuser.add(stack.pop());
        reuser.add(stack.pop());
        long all = popper.items | reuser.items;
        r.r1 = popper.once && reuser.once && (popper.items & reuser.items) == 0 && (all & ~pushed) == 0;
        r.r2 = all == pushed;
        EMPTY.offer(stack);
    }

    /// What one thread popped.
    private static final class Popped {
        private long items;
        private boolean once = true;

        void add(OptionalLong popped) {
            if (popped.isPresent()) {
                long item = popped.getAsLong();
                once &= item >= 0 && item < Long.SIZE && (items & 1L << item) == 0;
                items |= 1L << item;
            }
        }
    }
}
