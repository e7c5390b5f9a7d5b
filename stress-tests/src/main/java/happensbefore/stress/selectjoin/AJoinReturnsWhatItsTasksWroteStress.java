package happensbefore.stress.selectjoin;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.selectjoin.Join;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Tasks write plain fields and read what the caller wrote before the call; two callers do so at the same time,
/// one with tasks of different types, the other with a list.
@JCStressTest
@Outcome(id = "7, 7", expect = ACCEPTABLE, desc = "Each caller saw what its own tasks wrote, and its own results.")
@Outcome(expect = FORBIDDEN, desc = "A caller saw something else than its own tasks wrote.")
@State
public class AJoinReturnsWhatItsTasksWroteStress {
    private static final class Work {
        int given = 3;
        int first;
        int second;

        int sum(int results) {
            return results == first + second ? results : -1;
        }
    }

    @Actor
    public void differentTypes(II_Result r) {
        Work work = new Work();
        try {
            Join.Two<Integer, Long> both =
                    Join.all(() -> work.first = work.given, () -> (long) (work.second = work.given + 1));
            r.r1 = work.sum(both.first() + both.second().intValue());
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Actor
    public void list(II_Result r) {
        Work work = new Work();
        try {
            List<Integer> both = Join.all(List.of(() -> work.first = work.given, () -> work.second = work.given + 1));
            r.r2 = work.sum(both.getFirst() + both.getLast());
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
