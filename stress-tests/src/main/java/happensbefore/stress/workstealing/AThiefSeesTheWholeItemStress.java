package happensbefore.stress.workstealing;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.workstealing.ChaseLevDeque;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// The item's field is plain: only the deque's release and acquire carry it over.
@JCStressTest
@Outcome(id = "-1", expect = ACCEPTABLE, desc = "There was nothing to steal yet.")
@Outcome(id = "42", expect = ACCEPTABLE, desc = "The thief saw the item and what the owner wrote to it.")
@Outcome(id = "0", expect = FORBIDDEN, desc = "The thief saw the item but not what the owner had written to it.")
@State
public class AThiefSeesTheWholeItemStress {
    private static final class Item {
        int value;
    }

    private final ChaseLevDeque<Item> deque = new ChaseLevDeque<>(2);

    @Actor
    public void owner() {
        Item item = new Item();
        item.value = 42;
        deque.push(item);
    }

    @Actor
    public void thief(I_Result r) {
        Item item = Thefts.untilTold(deque::steal);
        r.r1 = item == null ? -1 : item.value;
    }
}
