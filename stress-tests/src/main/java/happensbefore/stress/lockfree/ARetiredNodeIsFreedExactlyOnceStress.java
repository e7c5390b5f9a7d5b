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
import org.openjdk.jcstress.infra.results.ZZ_Result;
/// Two threads retire nodes and reclaim; an [EpochReclaimer] frees all of them, and none twice.

@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Each node was freed once.")
@Outcome(id = "false, .*", expect = FORBIDDEN, desc = "A node was freed twice.")
@Outcome(id = "true, false", expect = FORBIDDEN, desc = "A node was never freed.")
@State
public class ARetiredNodeIsFreedExactlyOnceStress {
    private static final int EACH = 16;
    private static final int BATCH = 4; // retired under one guard

    private final AtomicIntegerArray freed = new AtomicIntegerArray(2 * EACH);
    private final EpochReclaimer reclaimer = new EpochReclaimer(2 * EACH, freed::incrementAndGet);

    @Actor
    public void first() {
        retire(0);
    }

    @Actor
    public void second() {
        retire(EACH);
    }

    @Arbiter
    public void count(ZZ_Result r) {
        reclaimer.reclaim();
        r.r1 = true;
        r.r2 = true;
        for (int node = 0; node < 2 * EACH; node++) {
            r.r1 &= freed.get(node) <= 1;
            r.r2 &= freed.get(node) >= 1;
        }
    }

    private void retire(int from) {
        for (int batch = from; batch < from + EACH; batch += BATCH) {
            try (Guard _ = reclaimer.pin();
                    Guard guard = reclaimer.pin()) { // a second slot each: there the two threads meet
                for (int node = batch; node < batch + BATCH; node++) {
                    guard.retire(node);
                }
            }
            reclaimer.reclaim();
        }
    }
}
