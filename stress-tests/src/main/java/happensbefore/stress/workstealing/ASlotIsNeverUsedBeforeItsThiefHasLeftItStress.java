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

/// The slot of the item that is stolen is the one that the owner's next push would use: the thief empties it, before or
/// after.
@JCStressTest
@Outcome(
        id = "1, 2, 43",
        expect = ACCEPTABLE,
        desc = "The thieves stole the oldest ones; the owner found the newer ones.")
@Outcome(
        id = "2, 1, 43",
        expect = ACCEPTABLE,
        desc = "The thieves stole the oldest ones; the owner found the newer ones.")
@Outcome(expect = FORBIDDEN, desc = "A thief emptied the slot when the owner's new item was in it already.")
@State
public class ASlotIsNeverUsedBeforeItsThiefHasLeftItStress {
    private final ChaseLevDeque<Integer> deque = new ChaseLevDeque<>(2);

    public ASlotIsNeverUsedBeforeItsThiefHasLeftItStress() {
        deque.push(1);
        deque.push(2);
    }

    @Actor
    public void owner() {
        while (deque.size() == 2) {
            Thread.onSpinWait();
        }
        deque.push(3);
        deque.push(4);
    }

    @Actor
    public void firstThief(III_Result r) {
        r.r1 = Thefts.number(Thefts.untilTold(deque::steal));
    }

    @Actor
    public void secondThief(III_Result r) {
        r.r2 = Thefts.number(Thefts.untilTold(deque::steal));
    }

    @Arbiter
    public void left(III_Result r) {
        for (Integer item = deque.pop(); item != null; item = deque.pop()) {
            r.r3 = r.r3 * 10 + item;
        }
    }
}
