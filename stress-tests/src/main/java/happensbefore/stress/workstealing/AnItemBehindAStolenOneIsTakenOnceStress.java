package happensbefore.stress.workstealing;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.workstealing.ChaseLevDeque;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// The race that the full fence decides: the owner pops the newer of two items without a CAS, and the thief that has
/// stolen the older one is at it too. In a row of deques, along which both go from opposite ends: somewhere they meet,
/// and at a single one they seldom would.
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Each item was taken once.")
@Outcome(id = "[^0].*", expect = FORBIDDEN, desc = "The owner and the thief both took the newer item.")
@Outcome(expect = FORBIDDEN, desc = "An item was taken by nobody, and is not there.")
@State
public class AnItemBehindAStolenOneIsTakenOnceStress {
    private static final int DEQUES = 4;

    private static final class Place {
        final ChaseLevDeque<Integer> deque = new ChaseLevDeque<>(2);
        int popped;
        int stolen;

        Place() {
            deque.push(1);
            deque.push(2);
        }
    }

    private final Place[] places = new Place[DEQUES];

    public AnItemBehindAStolenOneIsTakenOnceStress() {
        for (int i = 0; i < DEQUES; i++) {
            places[i] = new Place();
        }
    }

    @Actor
    public void owner() {
        for (Place place : places) {
            place.popped = place.deque.pop() == null ? 0 : 1;
        }
    }

    @Actor
    public void thief() {
        for (int i = DEQUES - 1; i >= 0; i--) {
            Place place = places[i];
            for (int theft = 0; theft < 2; theft++) {
                place.stolen += Thefts.untilTold(place.deque::steal) == null ? 0 : 1;
            }
        }
    }

    @Arbiter
    public void verdict(II_Result r) {
        for (Place place : places) {
            int left = place.deque.pop() == null ? 0 : 1;
            r.r1 += Math.max(0, place.popped + place.stolen + left - 2);
            r.r2 += Math.max(0, 2 - place.popped - place.stolen - left);
        }
    }
}
