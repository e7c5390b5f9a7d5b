package happensbefore.stress.spanexport;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.spanexport.ClosableRing;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// An item is written, then offered; another thread takes it.
@JCStressTest
@Outcome(id = "-1", expect = ACCEPTABLE, desc = "The item was not there yet.")
@Outcome(id = "42", expect = ACCEPTABLE, desc = "The whole item was there.")
@Outcome(expect = FORBIDDEN, desc = "The item was taken before its field was seen.")
@State
public class WhoTakesFromAClosableRingSeesTheWholeItemStress {
    private static final class Item {
        int value;
    }

    private final ClosableRing<Item> ring = new ClosableRing<>(2);

    @Actor
    public void producer() {
        Item item = new Item();
        item.value = 42;
        ring.offer(item);
    }

    @Actor
    public void consumer(I_Result r) {
        Item item = ring.poll();
        r.r1 = item == null ? -1 : item.value;
    }
}
