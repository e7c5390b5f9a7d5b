package happensbefore.exercises.catchup;

import happensbefore.exercises.catchup.TickRing.Next;
import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class TickRingInterleaveTest {
    private static final class Shared {
        final TickRing ring = new TickRing(1);
        final TickRing.Reader reader = ring.reader();
        long accounted;

        /// From 1 on: an empty slot holds zeros.
        void publish(long time) {
            ring.publish(time, -time);
        }

        void read() {
            switch (reader.next()) {
                case Next.Tick tick -> {
                    Expect.equal(accounted + 1, tick.time(), "The tick after those that were read or told; its time");
                    Expect.equal(-tick.time(), tick.price(), "One tick's time with the same tick's price");
                    accounted++;
                }
                case Next.Missed missed -> accounted += missed.count();
                case Next.Nothing _ -> {}
            }
        }
    }

    @Test
    void aTickIsNeverReadWhileItIsOverwritten() {
        Interleavings.on(() -> {
                    Shared shared = new Shared();
                    shared.publish(1);
                    return shared;
                })
                .invocations(100)
                .thread("writer", shared -> shared.publish(2))
                .thread("reader", Shared::read)
                .then(shared -> {
                    shared.read();
                    shared.read();
                    Expect.equal(2L, shared.accounted, "ticks that were read or told as missed");
                })
                .check();
    }

    @Test
    void aTickIsNeverReadBeforeItIsWritten() {
        Interleavings.on(Shared::new)
                .invocations(100)
                .thread("writer", shared -> shared.publish(1))
                .thread("reader", Shared::read)
                .then(shared -> {
                    shared.read();
                    Expect.equal(1L, shared.accounted, "ticks that were read or told as missed");
                })
                .check();
    }
}
