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
import org.openjdk.jcstress.infra.results.IIII_Result;

/// Two thieves steal a batch each, while a fourth item comes in. What each result shows is the sum of its items, which
/// are powers of two.
@JCStressTest
@Outcome(id = ".*, .*, .*, 15", expect = ACCEPTABLE, desc = "Each item went to one thief, or was left.")
@Outcome(expect = FORBIDDEN, desc = "An item went to both, or to nobody.")
@State
public class BatchesFromAnInjectorNeverShareAnItemStress {
    private final Injector<Integer> injector = new Injector<>();

    public BatchesFromAnInjectorNeverShareAnItemStress() {
        injector.push(1);
        injector.push(2);
        injector.push(4);
    }

    @Actor
    public void pusher() {
        injector.push(8);
    }

    @Actor
    public void firstThief(IIII_Result r) {
        r.r1 = batch();
    }

    @Actor
    public void secondThief(IIII_Result r) {
        r.r2 = batch();
    }

    @Arbiter
    public void left(IIII_Result r) {
        for (int item = one(); item != 0; item = one()) {
            r.r3 += item;
        }
        r.r4 = r.r1 + r.r2 + r.r3;
    }

    private int batch() {
        ChaseLevDeque<Integer> local = new ChaseLevDeque<>(2);
        int sum = Thefts.number(Thefts.untilTold(() -> injector.stealBatchInto(local, 3)));
        for (Integer item = local.pop(); item != null; item = local.pop()) {
            sum += item;
        }
        return sum;
    }

    private int one() {
        return Thefts.number(Thefts.untilTold(injector::steal));
    }
}
