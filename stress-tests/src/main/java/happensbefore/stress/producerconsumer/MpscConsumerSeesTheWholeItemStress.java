package happensbefore.stress.producerconsumer;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.producerconsumer.MpscRingQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// The item's field is plain: only the ring's release and acquire carry it over.
@JCStressTest
@Outcome(id = "-1", expect = ACCEPTABLE, desc = "The ring was still empty.")
@Outcome(id = "42", expect = ACCEPTABLE, desc = "The consumer saw the item and what the producer wrote to it.")
@Outcome(id = "0", expect = FORBIDDEN, desc = "The consumer saw the item but not what the producer had written to it.")
@State
public class MpscConsumerSeesTheWholeItemStress {
    private static final class Item {
        int value;
    }

    private final MpscRingQueue<Item> ring = new MpscRingQueue<>(2);

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
