package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.TreiberStack;
import java.util.Arrays;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// Objects with a plain field, filled before their push on a [TreiberStack].
///
/// It sees a node that is pushed before it is filled. A plain store in place of the release it does not see: x86
/// keeps stores in order, and this compiler moved none, not under its stress flags either. Nor does the model
/// checker, which lets everybody see each store at once.
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "The popper saw each item and what the pusher wrote to it.")
@Outcome(id = "false, .*", expect = FORBIDDEN, desc = "The popper saw an item, not what had been written to it.")
@Outcome(id = "true, false", expect = FORBIDDEN, desc = "An item was passed over.")
@State
public class APoppedItemIsSeenAsItWasPushedStress {
    private static final int ITEMS = 16;
    private static final int POPS = 64;

    private static final class Item {
        int number;
    }

    private final TreiberStack<Item> stack = new TreiberStack<>();
    private final Item[] items = new Item[ITEMS]; // made before: the end of a constructor orders stores, too
    private boolean whole = true;
    private int popped;

    public APoppedItemIsSeenAsItWasPushedStress() {
        Arrays.setAll(items, _ -> new Item());
    }

    @Actor
    public void pusher() {
        for (int i = 0; i < ITEMS; i++) {
            items[i].number = i + 1;
            stack.push(items[i]);
        }
    }

    @Actor
    public void popper() {
        for (int i = 0; i < POPS; i++) {
            pop();
        }
    }

    @Arbiter
    public void rest(ZZ_Result r) {
        for (int i = 0; i < ITEMS; i++) {
            pop();
        }
        r.r1 = whole;
        r.r2 = popped == ITEMS;
    }

    private void pop() {
        Item item = stack.pop();
        if (item != null) {
            whole &= item.number != 0;
            popped++;
        }
    }
}
