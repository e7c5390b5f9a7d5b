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
import org.openjdk.jcstress.infra.results.Z_Result;

/// One thread replaces the current node again and again and retires the old one; the other looks at the current
/// node under a guard. To free a node sets it to 1.
///
/// It sees guards that are not looked at, and nodes that are freed an epoch early. That the pin must be a full
/// fence it does not see here: on x86 the guard would have to stay in the store buffer while the epoch moves
/// twice.
@JCStressTest
@Outcome(id = "true", expect = ACCEPTABLE, desc = "No node was freed while it was looked at.")
@Outcome(id = "false", expect = FORBIDDEN, desc = "A node was freed under a guard that was open before it was retired.")
@State
public class ANodeIsNeverFreedUnderAGuardStress {
    private static final int NODES = 16;
    private static final int GUARDS = 16;
    private static final int LOOKS = 50;

    private final AtomicIntegerArray freed = new AtomicIntegerArray(NODES);
    private final AtomicInteger current = new AtomicInteger();
    private final EpochReclaimer reclaimer = new EpochReclaimer(NODES, node -> freed.set(node, 1));

    @Actor
    public void reader(Z_Result r) {
        int seen = 0;
        for (int i = 0; i < GUARDS; i++) {
            try (Guard _ = reclaimer.pin()) {
                int node = current.get();
                for (int look = 0; look < LOOKS; look++) {
                    seen |= freed.getOpaque(node);
                }
            }
        }
        r.r1 = seen == 0;
    }

    @Actor
    public void replacer() {
        for (int node = 1; node < NODES; node++) {
            current.set(node);
            try (Guard guard = reclaimer.pin()) {
                guard.retire(node - 1);
            }
            reclaimer.reclaim();
        }
    }
}
