package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.EpochReclaimer;
import happensbefore.lockfree.EpochReclaimer.Guard;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Two threads retire a node each and reclaim; an [EpochReclaimer] frees both, and neither twice.
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Each node was freed once.")
@Outcome(
        id = {"0, .", ".*, 0"},
        expect = FORBIDDEN,
        desc = "A node was never freed.")
@Outcome(
        id = {"2, .", ".*, 2"},
        expect = FORBIDDEN,
        desc = "A node was freed twice.")
@State
public class ARetiredNodeIsFreedExactlyOnceStress {
    private final AtomicIntegerArray freed = new AtomicIntegerArray(2);
    private final EpochReclaimer reclaimer = new EpochReclaimer(2, freed::incrementAndGet);

    @Actor
    public void first() {
        retire(0);
    }

    @Actor
    public void second() {
        retire(1);
    }

    @Arbiter
    public void count(II_Result r) {
        reclaimer.reclaim();
        r.r1 = freed.get(0);
        r.r2 = freed.get(1);
    }

    private void retire(int node) {
        try (Guard guard = reclaimer.pin()) {
            guard.retire(node);
        }
        reclaimer.reclaim();
    }
}
