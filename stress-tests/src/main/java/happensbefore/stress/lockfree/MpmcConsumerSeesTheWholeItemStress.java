package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.MpmcRingQueue;
import java.util.Arrays;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// The items' fields are plain: only the ring's release and acquire carry them over.
///
/// x86 keeps stores in order, so a missing release shows only where the compiler moves one: under C2's stress flags, in
/// `./workbook stress`.
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "The consumer saw each item and what the producer wrote to it.")
@Outcome(id = "false, .*", expect = FORBIDDEN, desc = "The consumer saw an item, not what had been written to it.")
@Outcome(id = "true, false", expect = FORBIDDEN, desc = "An item was passed over.")
@State
public class MpmcConsumerSeesTheWholeItemStress {
    private static final int ITEMS = 16;
    private static final int POLLS = 64;

    private static final class Item {
        int number;
    }

    private final MpmcRingQueue<Item> ring = new MpmcRingQueue<>(ITEMS);
    private final Item[] items = new Item[ITEMS]; // made before: the end of a constructor orders stores, too
    private boolean whole = true;
    private int polled;

    public MpmcConsumerSeesTheWholeItemStress() {
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
