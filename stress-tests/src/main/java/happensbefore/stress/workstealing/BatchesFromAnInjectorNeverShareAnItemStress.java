package happensbefore.stress.workstealing;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.workstealing.ChaseLevDeque;
import happensbefore.workstealing.Injector;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// Two thieves steal batches from a row of injectors, from opposite ends: somewhere they meet, while a fourth item
/// comes
/// in. Items are powers of two, so that the sum of all that was found tells which were lost or doubled.
@JCStressTest
@Outcome(id = "0", expect = ACCEPTABLE, desc = "In each injector each item went to one thief, or was left.")
@Outcome(expect = FORBIDDEN, desc = "An item went to both, or to nobody.")
@State
public class BatchesFromAnInjectorNeverShareAnItemStress {
    private static final int INJECTORS = 4;
    private static final int ALL = 15;

    private static final class Place {
        final Injector<Integer> injector = new Injector<>();
        int one;
        int other;

        Place() {
            injector.push(1);
            injector.push(2);
            injector.push(4);
        }

        int batch() {
            ChaseLevDeque<Integer> local = new ChaseLevDeque<>(2);
            int sum = Thefts.number(Thefts.untilTold(() -> injector.stealBatchInto(local, 3)));
            for (Integer item = local.pop(); item != null; item = local.pop()) {
                sum += item;
            }
            return sum;
        }

        int left() {
            int sum = 0;
            for (int item = steal(); item != 0; item = steal()) {
                sum += item;
            }
            return sum;
        }

        private int steal() {
            return Thefts.number(Thefts.untilTold(injector::steal));
        }
    }

    private final Place[] places = new Place[INJECTORS];

    public BatchesFromAnInjectorNeverShareAnItemStress() {
        for (int i = 0; i < INJECTORS; i++) {
            places[i] = new Place();
        }
    }

    @Actor
    public void pusher() {
        for (Place place : places) {
            place.injector.push(8);
        }
    }

    @Actor
    public void firstThief() {
        for (Place place : places) {
            place.one = place.batch();
        }
    }

    @Actor
    public void secondThief() {
        for (int i = INJECTORS - 1; i >= 0; i--) {
            places[i].other = places[i].batch();
        }
    }

    @Arbiter
    public void wrong(I_Result r) {
        for (Place place : places) {
            r.r1 += place.one + place.other + place.left() == ALL ? 0 : 1;
        }
    }
}
