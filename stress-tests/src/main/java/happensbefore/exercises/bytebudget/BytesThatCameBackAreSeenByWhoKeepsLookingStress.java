package happensbefore.exercises.bytebudget;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/// Claim: bytes that were given back are seen by a thread that looks at `available` again and again.
///
/// Between two looks of the loop nothing else happens: a compiler that may read the field once does so, and the loop
/// never ends.
@JCStressTest(Mode.Termination)
@Outcome(id = "TERMINATED", expect = Expect.ACCEPTABLE, desc = "The bytes were seen.")
@Outcome(
        id = "STALE",
        expect = Expect.FORBIDDEN,
        desc = "Bytes were given back, and a thread that looks again and again never sees them.")
@State
public class BytesThatCameBackAreSeenByWhoKeepsLookingStress {
    private final ByteBudget budget = new ByteBudget(10);

    public BytesThatCameBackAreSeenByWhoKeepsLookingStress() {
        try {
            budget.acquire(10);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Actor
    public void looks() {
        while (budget.available() == 0) {}
    }

    @Signal
    public void givesBack() {
        budget.release(10);
    }
}
