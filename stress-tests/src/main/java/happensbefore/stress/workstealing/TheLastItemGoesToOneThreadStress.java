package happensbefore.stress.workstealing;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.workstealing.ChaseLevDeque;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/// The owner pops and two thieves steal, and there is one item.
@JCStressTest
@Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "The owner got it.")
@Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "The first thief got it.")
@Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "The second thief got it.")
@Outcome(id = "0, 0, 0", expect = FORBIDDEN, desc = "Nobody got it: it is lost.")
@Outcome(expect = FORBIDDEN, desc = "Several got it.")
@State
public class TheLastItemGoesToOneThreadStress {
    private final ChaseLevDeque<Integer> deque = new ChaseLevDeque<>();

    public TheLastItemGoesToOneThreadStress() {
        deque.push(1);
    }

    @Actor
    public void owner(III_Result r) {
        r.r1 = Thefts.number(deque.pop());
    }

    @Actor
    public void firstThief(III_Result r) {
        r.r2 = Thefts.number(Thefts.untilTold(deque::steal));
    }

    @Actor
    public void secondThief(III_Result r) {
        r.r3 = Thefts.number(Thefts.untilTold(deque::steal));
    }
}
