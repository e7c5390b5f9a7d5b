package happensbefore.exercises.endingqueue;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class EndingQueueInterleaveTest {
    private static final class Shared {
        final EndingQueue<Integer> queue = new EndingQueue<>(4);
        volatile int taken;
        volatile int rest;
        volatile int added;

        Shared() {
            put(1);
            put(10);
        }

        void put(int item) {
            try {
                added += queue.put(item) ? item : 0;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        void take() throws InterruptedException {
            Integer item = queue.take();
            taken = item == null ? 0 : item;
        }

        void end() throws InterruptedException {
            List<Integer> left = queue.end(Duration.ZERO);
            int sum = 0;
            for (int item : left) {
                sum += item;
            }
            rest = sum;
        }
    }

    @Test
    void anItemIsTakenOrGivenBackNeverBoth() {
        Interleavings.on(Shared::new)
                .invocations(100)
                .thread("takes", Shared::take)
                .thread("ends", Shared::end)
                .then(shared -> Expect.equal(
                        shared.added, shared.taken + shared.rest, "the sum of what was taken and what was given back"))
                .check();
    }

    @Test
    void anItemIsAddedOrRefusedNeverForgotten() {
        Interleavings.on(Shared::new)
                .invocations(100)
                .thread("puts", shared -> shared.put(100))
                .thread("ends", Shared::end)
                .then(shared ->
                        Expect.equal(shared.added, shared.taken + shared.rest, "the sum of what was given back"))
                .check();
    }
}
