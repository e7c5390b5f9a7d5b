package happensbefore.exercises.sharedloop;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/// Claim: the owner and a helper never both take a loop's only iteration.
///
/// They go along a row of loops from opposite ends: somewhere in the row they meet, and at a single
/// loop they seldom would.
@JCStressTest
@Outcome(id = "false", expect = Expect.ACCEPTABLE, desc = "Each loop's iteration was taken by one of the two.")
@Outcome(id = "true", expect = Expect.FORBIDDEN, desc = "The owner and the helper both took a loop's only iteration.")
@State
public class TheLastIterationGoesToOneThreadStress {
    private static final int LOOPS = 16;

    private final SharedLoop[] loops = new SharedLoop[LOOPS];
    private final boolean[] byOwner = new boolean[LOOPS];
    private final boolean[] byHelper = new boolean[LOOPS];

    public TheLastIterationGoesToOneThreadStress() {
        for (int i = 0; i < LOOPS; i++) {
            loops[i] = new SharedLoop(1);
        }
    }

    @Actor
    public void owner() {
        for (int i = 0; i < LOOPS; i++) {
            byOwner[i] = loops[i].next() >= 0;
        }
    }

    @Actor
    public void helper() {
        for (int i = LOOPS - 1; i >= 0; i--) {
            byHelper[i] = loops[i].help() >= 0;
        }
    }

    @Arbiter
    public void verdict(Z_Result result) {
        for (int i = 0; i < LOOPS; i++) {
            result.r1 |= byOwner[i] && byHelper[i];
        }
    }
}
