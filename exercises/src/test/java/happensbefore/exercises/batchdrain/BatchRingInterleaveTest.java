package happensbefore.exercises.batchdrain;

import static happensbefore.testkit.Interleavings.op;

import happensbefore.testkit.Interleavings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class BatchRingInterleaveTest {
    /// Not the batches are compared, which may be cut anywhere, but the items over all batches.
    public static class Ring {
        private final BatchRing<Integer> ring = new BatchRing<>(2);
        private final List<Integer> accepted = new ArrayList<>();
        private final List<Integer> drained = new ArrayList<>();

        public void offer(int item) {
            if (ring.offer(item)) {
                accepted.add(item);
            }
        }

        public void drain() {
            ring.drain(drained::add, 2);
        }

        public String balance() {
            drain();
            drain();
            return accepted.equals(drained) ? "all there, in order" : "accepted " + accepted + ", drained " + drained;
        }
    }

    @Test
    void aFullRingIsRefilledWhileItIsDrained() {
        Interleavings.of(Ring.class)
                .invocations(150)
                .init("offer", 1)
                .init("offer", 2)
                .thread(op("offer", 3), op("offer", 4))
                .thread(op("drain"))
                .post("balance")
                .check();
    }

    @Test
    void anEmptyRingIsFilledWhileItIsDrained() {
        Interleavings.of(Ring.class)
                .invocations(150)
                .thread(op("offer", 1), op("offer", 2), op("offer", 3))
                .thread(op("drain"), op("drain"))
                .post("balance")
                .check();
    }
}
