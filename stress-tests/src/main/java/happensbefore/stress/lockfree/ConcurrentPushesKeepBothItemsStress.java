package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.TreiberStack;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Two pushes on an empty [TreiberStack].
@JCStressTest
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "Both items are there; the first thread's is on top.")
@Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "Both items are there; the second thread's is on top.")
@Outcome(
        id = {"., 0"},
        expect = FORBIDDEN,
        desc = "A push was lost.")
@State
public class ConcurrentPushesKeepBothItemsStress {
    private final TreiberStack<Integer> stack = new TreiberStack<>();

    @Actor
    public void first() {
        stack.push(1);
    }

    @Actor
    public void second() {
        stack.push(2);
    }

    @Arbiter
    public void left(II_Result r) {
        r.r1 = pop();
        r.r2 = pop();
    }

    private int pop() {
        Integer item = stack.pop();
        return item == null ? 0 : item;
    }
}
