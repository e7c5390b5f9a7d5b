package happensbefore.stress.selectjoin;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.selectjoin.Deadline;
import happensbefore.selectjoin.Join;
import java.time.Duration;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Two callers with different deadlines join subtasks at the same time, each of which asks for a longer one.
@JCStressTest
@Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "Each subtask had its own caller's deadline, and no more.")
@Outcome(expect = FORBIDDEN, desc = "A subtask had no deadline, a later one, or the other caller's.")
@State
public class ANestedLimitNeverExtendsTheOuterOneStress {
    @Actor
    public void one(II_Result r) {
        r.r1 = subtasksWith(Deadline.after(Duration.ofHours(1)));
    }

    @Actor
    public void other(II_Result r) {
        r.r2 = subtasksWith(Deadline.after(Duration.ofHours(2)));
    }

    private static int subtasksWith(Deadline deadline) {
        List<Deadline> seen;
        try {
            seen = deadline.call(() -> Join.all(
                    List.of(() -> Deadline.after(Duration.ofHours(9)), () -> Deadline.after(Duration.ofDays(9)))));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return (int) seen.stream().filter(each -> each == deadline).count();
    }
}
