package happensbefore.exercises.splitlease;

import happensbefore.exercises.splitlease.LeasedMemory.Lease;
import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class LeasedMemoryInterleaveTest {
    private static final int ENOUGH = 100;

    /// Ten bytes, of which a lease has six.
    private static final class Shared {
        final LeasedMemory memory = new LeasedMemory(10);
        final Lease lease = Objects.requireNonNull(memory.tryTake(6));
        volatile @Nullable Lease part;
        volatile @Nullable Lease one;
        volatile @Nullable Lease other;

        void split() {
            try {
                part = lease.split(2);
            } catch (IllegalStateException e) {
                // it was closed before
            }
        }

        void grow() {
            try {
                boolean _ = lease.tryGrow(3);
            } catch (IllegalStateException e) {
                // it was closed before
            }
        }

        static long bytes(@Nullable Lease lease) {
            return lease == null ? 0 : lease.bytes();
        }
    }

    @Test
    void twoClosesGiveBackOnce() {
        Interleavings.on(Shared::new)
                .invocations(ENOUGH)
                .thread("one", shared -> shared.lease.close())
                .thread("other", shared -> shared.lease.close())
                .then(shared -> Expect.equal(0L, shared.memory.held(), "held, after all is closed"))
                .check();
    }

    @Test
    void aSplitThatMeetsTheCloseMovesBytesOrNone() {
        Interleavings.on(Shared::new)
                .invocations(ENOUGH)
                .thread("splits", Shared::split)
                .thread("closes", shared -> shared.lease.close())
                .then(shared -> {
                    Expect.equal(Shared.bytes(shared.part), shared.memory.held(), "held, and what the part has");
                    Expect.equal(0L, shared.lease.bytes(), "what the closed lease has");
                })
                .check();
    }

    @Test
    void aGrowthThatMeetsTheCloseLeavesNothing() {
        Interleavings.on(Shared::new)
                .invocations(ENOUGH)
                .thread("grows", Shared::grow)
                .thread("closes", shared -> shared.lease.close())
                .then(shared -> Expect.equal(0L, shared.memory.held(), "held, after all is closed"))
                .check();
    }

    @Test
    void twoTakesNeverHaveTheSameRoom() {
        Interleavings.on(Shared::new)
                .invocations(ENOUGH)
                .thread("one", shared -> shared.one = shared.memory.tryTake(3))
                .thread("other", shared -> shared.other = shared.memory.tryTake(3))
                .then(shared -> Expect.equal(
                        9L, shared.memory.held(), "held, of a capacity of ten: six, and three for one of the two"))
                .check();
    }
}
