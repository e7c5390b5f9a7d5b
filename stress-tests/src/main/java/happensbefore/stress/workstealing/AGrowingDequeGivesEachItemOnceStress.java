package happensbefore.stress.workstealing;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.workstealing.ChaseLevDeque;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/// A deque of capacity 2 that is full: the owner pushes two more, and it grows, while a thief steals two.
@JCStressTest
@Outcome(id = "1, 2, 43", expect = ACCEPTABLE, desc = "The thief stole the two oldest; the owner found the newer ones.")
@Outcome(expect = FORBIDDEN, desc = "The thief read a slot that was not the item's, or the copy lacks an item.")
@State
public class AGrowingDequeGivesEachItemOnceStress {
    private final ChaseLevDeque<Integer> deque = new ChaseLevDeque<>(2);

    public AGrowingDequeGivesEachItemOnceStress() {
        deque.push(1);
        deque.push(2);
    }

    @Actor
    public void owner() {
        deque.push(3);
        deque.push(4);
    }

    @Actor
    public void thief(III_Result r) {
        r.r1 = Thefts.number(Thefts.untilTold(deque::steal));
        r.r2 = Thefts.number(Thefts.untilTold(deque::steal));
    }

    @Arbiter
    public void left(III_Result r) {
        for (Integer item = deque.pop(); item != null; item = deque.pop()) {
            r.r3 = r.r3 * 10 + item;
        }
    }
}
