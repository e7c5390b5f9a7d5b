package happensbefore.exercises.honestdrops;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class RecentBufferInterleaveTest {
    private static final int ENOUGH = 80;

    private static final class Shared {
        final RecentBuffer<Integer> buffer = new RecentBuffer<>(1);

        Shared() {
            buffer.offer(1);
        }

        void look() {
            RecentBuffer.Counts counts = buffer.counts();
            Expect.equal(
                    counts.offered(),
                    counts.taken() + counts.evicted() + counts.late() + counts.left() + counts.queued(),
                    "offered, and the sum of all places, in " + counts);
        }
    }

    @Test
    void theAccountIsWholeWhileItemsAreTaken() {
        Interleavings.on(Shared::new)
                .invocations(ENOUGH)
                .thread("polls", shared -> {
                    Integer _ = shared.buffer.poll();
                })
                .thread("looks", Shared::look)
                .check();
    }

    @Test
    void theAccountIsWholeWhileItemsAreEvicted() {
        Interleavings.on(Shared::new)
                .invocations(ENOUGH)
                .thread("offers", shared -> {
                    boolean _ = shared.buffer.offer(2);
                })
                .thread("looks", Shared::look)
                .check();
    }

    @Test
    void theAccountIsWholeWhileItIsClosed() {
        Interleavings.on(Shared::new)
                .invocations(ENOUGH)
                .thread("closes", shared -> shared.buffer.close())
                .thread("offers", shared -> {
                    boolean _ = shared.buffer.offer(2);
                })
                .then(Shared::look)
                .check();
    }
}
