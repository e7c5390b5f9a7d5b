package happensbefore.stress.tasks;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import happensbefore.tasks.FanOut;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Tasks write plain fields and read what the caller wrote before the call; two callers do so at the same time.
@JCStressTest
@Outcome(id = "7, 7", expect = ACCEPTABLE, desc = "Each caller saw what its own tasks wrote, and its own results.")
@State
public class AFanOutReturnsWhatItsTasksWroteStress {
    private static final class Work {
        int given;
        int first;
        int second;

        int callerSees() {
            try {
                given = 3;
                List<Integer> results = FanOut.all(List.of(() -> first = given, () -> second = given + 1));
                return results.getFirst() + results.getLast() == first + second ? first + second : -1;
            } catch (ExecutionException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Actor
    public void oneCaller(II_Result r) {
        r.r1 = new Work().callerSees();
    }

    @Actor
    public void otherCaller(II_Result r) {
        r.r2 = new Work().callerSees();
    }
}
