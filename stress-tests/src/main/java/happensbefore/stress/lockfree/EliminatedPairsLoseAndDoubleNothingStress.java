package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.EliminationBackoffStack;
import happensbefore.lockfree.RetryListener;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/// Two threads push and then pop on an [EliminationBackoffStack] with one slot. Each pushes before it pops, so
/// no pop finds nothing.
@JCStressTest
@Outcome(id = "1, 2, 0", expect = ACCEPTABLE, desc = "Each thread got its own item back.")
@Outcome(id = "2, 1, 0", expect = ACCEPTABLE, desc = "The threads swapped items.")
@Outcome(
        id = {"1, 1, .*", "2, 2, .*"},
        expect = FORBIDDEN,
        desc = "An item came out twice.")
@Outcome(
        id = {"0, .*", ".*, 0, ."},
        expect = FORBIDDEN,
        desc = "A pop found nothing: an item was lost.")
@State
public class EliminatedPairsLoseAndDoubleNothingStress {
    private final EliminationBackoffStack<Integer> stack = new EliminationBackoffStack<>(1, 100, RetryListener.NONE);

    @Actor
    public void first(III_Result r) {
        stack.push(1);
        r.r1 = pop();
    }

    @Actor
    public void second(III_Result r) {
        stack.push(2);
        r.r2 = pop();
    }

    @Arbiter
    public void left(III_Result r) {
        r.r3 = pop();
    }

    private int pop() {
        Integer item = stack.pop();
        return item == null ? 0 : item;
    }
}
