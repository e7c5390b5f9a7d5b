package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.SpscRingQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// The ring is full. The producer goes on offering while the consumer polls: slots are used again, lap after lap.
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "What was accepted came out, in order.")
@Outcome(id = "false, .*", expect = FORBIDDEN, desc = "Items came out in another order, or one is missing in between.")
@Outcome(id = "true, false", expect = FORBIDDEN, desc = "What was accepted is not what came out.")
@State
public class SpscReusesASlotOnlyAfterItsPollStress {
    private static final int CAPACITY = 8;
    private static final int CALLS = 48;

    private final SpscRingQueue<Integer> ring = new SpscRingQueue<>(CAPACITY);
    private int accepted;
    private int polled;
    private boolean inOrder = true;

    public SpscReusesASlotOnlyAfterItsPollStress() {
        for (int i = 0; i < CAPACITY; i++) {
            offer();
        }
    }

    @Actor
    public void producer() {
        for (int i = 0; i < CALLS; i++) {
            offer();
        }
    }

    @Actor
    public void consumer() {
        for (int i = 0; i < CALLS; i++) {
            poll();
        }
    }

    @Arbiter
    public void rest(ZZ_Result r) {
        for (int i = 0; i < CAPACITY; i++) {
            poll();
        }
        r.r1 = inOrder;
        r.r2 = polled == accepted;
    }

    private void offer() {
        if (ring.offer(accepted)) {
            accepted++;
        }
    }

    private void poll() {
        Integer item = ring.poll();
        if (item != null) {
            inOrder &= item == polled;
            polled++;
        }
    }
}
