package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.SpscRingQueue;
import java.util.Arrays;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// The items' fields are plain: only the ring's release and acquire carry them over.
///
/// It sees a ring that moves its index before it fills the slot. A plain store in place of the release it does not
/// see: x86 keeps stores in order, and this compiler moved none, not under its stress flags either. Nor does the
/// model checker, which lets everybody see each store at once.
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "The consumer saw each item and what the producer wrote to it.")
@Outcome(id = "false, .*", expect = FORBIDDEN, desc = "The consumer saw an item, not what had been written to it.")
@Outcome(id = "true, false", expect = FORBIDDEN, desc = "An item was passed over.")
@State
public class SpscConsumerSeesTheWholeItemStress {
    private static final int ITEMS = 16;
    private static final int POLLS = 64;

    private static final class Item {
        int number;
    }

    private final SpscRingQueue<Item> ring = new SpscRingQueue<>(ITEMS);
    private final Item[] items = new Item[ITEMS]; // made before: the end of a constructor orders stores, too
    private boolean whole = true;
    private int polled;

    public SpscConsumerSeesTheWholeItemStress() {
        Arrays.setAll(items, _ -> new Item());
    }

    @Actor
    public void producer() {
        for (int i = 0; i < ITEMS; i++) {
            items[i].number = i + 1;
            ring.offer(items[i]);
        }
    }

    @Actor
    public void consumer() {
        for (int i = 0; i < POLLS; i++) {
            poll();
        }
    }

    @Arbiter
    public void rest(ZZ_Result r) {
        for (int i = 0; i < ITEMS; i++) {
            poll();
        }
        r.r1 = whole;
        r.r2 = polled == ITEMS;
    }

    private void poll() {
        Item item = ring.poll();
        if (item != null) {
            whole &= item.number != 0;
            polled++;
        }
    }
}
