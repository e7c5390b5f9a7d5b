package happensbefore.stress.workstealing;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.workstealing.Threshold;
import happensbefore.workstealing.TreeReduction;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Two callers reduce a tree each, whose visits write plain fields.
@JCStressTest
@Outcome(id = "15, 15", expect = ACCEPTABLE, desc = "Each caller saw every write of its own visits, and their sum.")
@Outcome(expect = FORBIDDEN, desc = "A visit was lost, doubled, or not seen.")
@State
public class AReductionSeesWhatItsTasksWroteStress {
    private static final ForkJoinPool POOL = new ForkJoinPool(2);
    private static final int NODES = 15;

    private static final class Tree {
        final int[] visits = new int[NODES];

        int visited() {
            TreeReduction<Integer, Integer> counting = new TreeReduction<>(
                    node -> 2 * node + 2 < NODES ? List.of(2 * node + 1, 2 * node + 2) : List.of(),
                    node -> ++visits[node],
                    Integer::sum,
                    new Threshold.EveryNode());
            int sum = counting.reduce(POOL, 0);
            int seen = 0;
            for (int visit : visits) {
                seen += visit;
            }
            return sum == seen ? sum : -1;
        }
    }

    @Actor
    public void oneCaller(II_Result r) {
        r.r1 = new Tree().visited();
    }

    @Actor
    public void otherCaller(II_Result r) {
        r.r2 = new Tree().visited();
    }
}
