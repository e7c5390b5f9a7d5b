package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.TreiberStack;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// An object with a plain field, filled before its push on a [TreiberStack].
@JCStressTest
@Outcome(id = "-1", expect = ACCEPTABLE, desc = "The stack was still empty.")
@Outcome(id = "42", expect = ACCEPTABLE, desc = "The popper saw what the pusher wrote before its push.")
@Outcome(id = "0", expect = FORBIDDEN, desc = "The popper got the item and not what was written into it.")
@State
public class APoppedItemIsSeenAsItWasPushedStress {
    private static final class Box {
        private int value;
    }

    private final TreiberStack<Box> stack = new TreiberStack<>();

    @Actor
    public void pusher() {
        Box box = new Box();
        box.value = 42;
        stack.push(box);
    }

    @Actor
    public void popper(I_Result r) {
        Box box = stack.pop();
        r.r1 = box == null ? -1 : box.value;
    }
}
