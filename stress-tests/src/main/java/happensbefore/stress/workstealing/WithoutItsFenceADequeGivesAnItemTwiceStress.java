package happensbefore.stress.workstealing;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/// The store buffering of [UnfencedDeque]: the owner's store of `bottom` still sits in its core's buffer while it reads
/// `top`, and the thief takes the same item. Two items each, in a row of deques, as in
/// [AnItemBehindAStolenOneIsTakenOnceStress].
@JCStressTest
@Outcome(id = "false", expect = ACCEPTABLE, desc = "Each item was taken once.")
@Outcome(id = "true", expect = ACCEPTABLE_INTERESTING, desc = "The owner and the thief both took the newer item.")
@State
public class WithoutItsFenceADequeGivesAnItemTwiceStress {
    private static final int DEQUES = 4;

    private static final class Place {
        final UnfencedDeque deque = new UnfencedDeque();
        boolean popped;
        int stolen;

        Place() {
            deque.push("older");
            deque.push("newer");
        }
    }

    private final Place[] places = new Place[DEQUES];

    public WithoutItsFenceADequeGivesAnItemTwiceStress() {
        for (int i = 0; i < DEQUES; i++) {
            places[i] = new Place();
        }
    }

    @Actor
    public void owner() {
        for (Place place : places) {
            place.popped = place.deque.pop() != null;
        }
    }

    @Actor
    public void thief() {
        for (int i = DEQUES - 1; i >= 0; i--) {
            Place place = places[i];
            for (int theft = 0; theft < 2; theft++) {
                place.stolen += place.deque.steal() == null ? 0 : 1;
            }
        }
    }

    @Arbiter
    public void verdict(Z_Result r) {
        for (Place place : places) {
            r.r1 |= place.popped && place.stolen == 2;
        }
    }
}
