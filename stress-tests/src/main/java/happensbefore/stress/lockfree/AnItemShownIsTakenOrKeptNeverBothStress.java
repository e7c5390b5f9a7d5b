package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.EliminationArray;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
/// One thread shows items in an [EliminationArray], one after the other, and another takes what it finds. The
/// array is tried by itself: in the stack, two threads alone never come there, as one of them always wins the race
/// for the top.

@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "The giver knows of each item whether it was taken.")
@Outcome(id = "false, .*", expect = FORBIDDEN, desc = "An item was taken, and its giver kept it as well.")
@Outcome(id = "true, false", expect = FORBIDDEN, desc = "An item was given away, and nobody took it.")
@State
public class AnItemShownIsTakenOrKeptNeverBothStress {
    private static final int LOOKS = 64;

    private final EliminationArray<Integer> array = new EliminationArray<>(1, 2);
    private long given; // a bit for each item
    private long taken;

    @Actor
    public void giver() {
        for (int item = 0; item < Long.SIZE; item++) {
            if (array.give(item)) {
                given |= 1L << item;
            }
        }
    }

    @Actor
    public void taker() {
        for (int i = 0; i < LOOKS; i++) {
            Integer item = array.take();
            taken |= item == null ? 0 : 1L << item;
        }
    }

    @Arbiter
    public void compare(ZZ_Result r) {
        r.r1 = (taken & ~given) == 0;
        r.r2 = (given & ~taken) == 0;
    }
}
