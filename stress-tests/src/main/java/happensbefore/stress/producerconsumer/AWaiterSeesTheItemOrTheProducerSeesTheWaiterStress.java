package happensbefore.stress.producerconsumer;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.SpscRingQueue;
import happensbefore.producerconsumer.ParkedThreads;
import happensbefore.producerconsumer.ParkedThreads.Waiter;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/// The missed wake-up, as the store buffering that it is. Both go along a row of rings from opposite ends: somewhere
/// they meet, and at a single ring they seldom would.
@JCStressTest
@Outcome(id = "false", expect = ACCEPTABLE, desc = "At each ring the waiter saw the item, or was chosen.")
@Outcome(
        id = "true",
        expect = FORBIDDEN,
        desc = "The producer saw no waiter, and the waiter saw no item: it would sleep, and nobody would wake it.")
@State
public class AWaiterSeesTheItemOrTheProducerSeesTheWaiterStress {
    private static final int RINGS = 16;

    private static final class Place {
        final SpscRingQueue<Integer> ring = new SpscRingQueue<>(2);
        final ParkedThreads parked = new ParkedThreads();

        @Nullable
        Waiter waiter;

        boolean sawTheItem;

        boolean missed() {
            return !sawTheItem && waiter != null && !waiter.chosen();
        }
    }

    private final Place[] places = new Place[RINGS];

    public AWaiterSeesTheItemOrTheProducerSeesTheWaiterStress() {
        for (int i = 0; i < RINGS; i++) {
            places[i] = new Place();
        }
    }

    @Actor
    public void producer() {
        for (Place place : places) {
            place.ring.offer(1);
            place.parked.signal();
        }
    }

    @Actor
    public void consumer() {
        for (int i = RINGS - 1; i >= 0; i--) {
            Place place = places[i];
            place.waiter = place.parked.enter();
            place.sawTheItem = place.ring.peek() != null;
        }
    }

    @Arbiter
    public void verdict(Z_Result r) {
        for (Place place : places) {
            r.r1 |= place.missed();
        }
    }
}
