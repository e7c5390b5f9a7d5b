package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.MichaelScottQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// A poll and a removal of the one item in a [MichaelScottQueue].
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The poll took it.")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "The removal took it.")
@Outcome(id = "true, true", expect = FORBIDDEN, desc = "Both took it.")
@Outcome(id = "false, false", expect = FORBIDDEN, desc = "It was lost.")
@State
public class AnItemIsPolledOrRemovedNeverBothStress {
    private final MichaelScottQueue<Integer> queue = new MichaelScottQueue<>();

    public AnItemIsPolledOrRemovedNeverBothStress() {
        queue.offer(1);
    }

    @Actor
    public void poller(ZZ_Result r) {
        r.r1 = queue.poll() != null;
    }

    @Actor
    public void remover(ZZ_Result r) {
        r.r2 = queue.remove(1);
    }
}
