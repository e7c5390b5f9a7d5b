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

/// The owner and two thieves go along a row of deques with an item each, from different ends: somewhere they meet.
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Each item went to one thread.")
@Outcome(id = "0, [^0].*", expect = FORBIDDEN, desc = "Nobody got an item: it is lost.")
@Outcome(expect = FORBIDDEN, desc = "Several threads got the same item.")
@State
public class TheLastItemGoesToOneThreadStress {
    private static final int DEQUES = 8;

    private static final class Place {
        final ChaseLevDeque<Integer> deque = new ChaseLevDeque<>(2);
        int popped;
        int stolenByOne;
        int stolenByOther;

        Place() {
            deque.push(1);
        }
    }

    private final Place[] places = new Place[DEQUES];

    public TheLastItemGoesToOneThreadStress() {
        for (int i = 0; i < DEQUES; i++) {
            places[i] = new Place();
        }
    }

    @Actor
    public void owner() {
        for (Place place : places) {
            place.popped = Thefts.number(place.deque.pop());
        }
    }

    @Actor
    public void firstThief() {
        for (int i = DEQUES - 1; i >= 0; i--) {
            places[i].stolenByOne = Thefts.number(Thefts.untilTold(places[i].deque::steal));
        }
    }

    @Actor
    public void secondThief() {
        for (int i = 0; i < DEQUES; i++) {
            Place place = places[(i + DEQUES / 2) % DEQUES];
            place.stolenByOther = Thefts.number(Thefts.untilTold(place.deque::steal));
        }
    }

    @Arbiter
    public void verdict(II_Result r) {
        for (Place place : places) {
            int taken = place.popped + place.stolenByOne + place.stolenByOther;
            r.r1 += Math.max(0, taken - 1);
            r.r2 += Math.max(0, 1 - taken);
        }
    }
}
