package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.EpochReclaimer;
import happensbefore.lockfree.EpochReclaimer.Guard;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// A reader takes the number of a node under a guard of an [EpochReclaimer]; the other thread replaces the node and
/// retires it. Freeing writes 0 into it.
@JCStressTest
@Outcome(id = "1", expect = ACCEPTABLE, desc = "The reader found the old node as it was.")
@Outcome(id = "2", expect = ACCEPTABLE, desc = "The reader found the new node.")
@Outcome(id = "0", expect = FORBIDDEN, desc = "The reader looked into a freed node.")
@State
public class ANodeIsNeverFreedUnderAGuardStress {
    private static final int LOOKS = 100;

    private final AtomicIntegerArray nodes = new AtomicIntegerArray(new int[] {1, 2});
    private final AtomicInteger current = new AtomicInteger(0);
    private final EpochReclaimer reclaimer = new EpochReclaimer(2, node -> nodes.set(node, 0));

    @Actor
    public void reader(I_Result r) {
        try (Guard _ = reclaimer.pin()) {
            int node = current.get();
            int seen = nodes.getOpaque(node);
            for (int i = 0; i < LOOKS; i++) {
                seen = Math.min(seen, nodes.getOpaque(node));
            }
            r.r1 = seen;
        }
    }

    @Actor
    public void replacer() {
        current.set(1);
        try (Guard guard = reclaimer.pin()) {
            guard.retire(0);
        }
        reclaimer.reclaim();
    }
}
