package happensbefore.spanexport;

import static happensbefore.testkit.Interleavings.op;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import happensbefore.testkit.Interleavings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A ring that says how many it has accepted, and accepts no more once it is closed.
class ClosableRingTest {
    private final ClosableRing<Integer> ring = new ClosableRing<>(3);

    @Test
    void itemsComeOutInTheirOrderAndAreCounted() {
        assertThat(ring.capacity()).isEqualTo(4);
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 4; i++) {
                assertThat(ring.offer(i)).isEqualTo(round * 4L + i);
            }
            assertThat(ring.offer(9)).isEqualTo(ClosableRing.FULL);
            assertThat(ring.accepted()).isEqualTo(round * 4L + 4);
            for (int i = 0; i < 4; i++) {
                assertThat(ring.poll()).isEqualTo(i);
            }
            assertThat(ring.poll()).isNull();
            assertThat(ring.taken()).isEqualTo(round * 4L + 4);
        }
    }

    @Test
    void whatWasTakenTakesRoomUntilItIsReleasedButForSoMany() {
        ClosableRing<Integer> held = new ClosableRing<>(4, 2);
        for (int i = 0; i < 6; i++) {
            assertThat(held.offer(i)).isEqualTo(i);
            assertThat(held.poll()).isEqualTo(i);
        }
        assertThat(held.offer(9)).as("six are taken").isEqualTo(ClosableRing.FULL);
        held.release(1);
        assertThat(held.offer(6)).isEqualTo(6);
        assertThat(held.offer(9)).isEqualTo(ClosableRing.FULL);
        held.release(5);
        assertThat(held.offer(7)).isEqualTo(7);
        assertThat(held.offer(8)).isEqualTo(8);
        assertThat(held.offer(9)).isEqualTo(9);
        assertThat(held.offer(10)).as("four are in it").isEqualTo(ClosableRing.FULL);
    }

    @Test
    void whatWasAcceptedComesOutAfterTheClose() {
        ring.offer(1);
        ring.close();
        ring.close();
        assertThat(ring.isClosed()).isTrue();
        assertThat(ring.offer(2)).isEqualTo(ClosableRing.CLOSED);
        assertThat(ring.accepted()).isEqualTo(1);
        assertThat(ring.poll()).isEqualTo(1);
        assertThat(ring.poll()).isNull();
    }

    @Test
    void aClosedRingThatIsFullSaysThatItIsClosed() {
        for (int i = 0; i < 4; i++) {
            ring.offer(i);
        }
        ring.close();
        assertThat(ring.offer(4)).isEqualTo(ClosableRing.CLOSED);
    }

    @Test
    void aCapacityThatNoArrayHasIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClosableRing<>(0))
                .withMessageContaining("not 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new ClosableRing<>((1 << 30) + 1));
    }

    /// A ring of two, as the model checker sees it.
    public static class Checked {
        private final ClosableRing<Integer> ring = new ClosableRing<>(2);

        public long offer(int item) {
            return ring.offer(item);
        }

        public void close() {
            ring.close();
        }

        public @Nullable Integer poll() {
            return ring.poll();
        }

        public List<Integer> rest() {
            List<Integer> rest = new ArrayList<>();
            Integer item;
            while ((item = ring.poll()) != null) {
                rest.add(item);
            }
            return rest;
        }

        public long accepted() {
            return ring.accepted();
        }
    }

    @Test
    void anOfferIsAcceptedOrComesAfterTheClose() {
        Interleavings.of(Checked.class)
                .thread(op("offer", 1), op("offer", 2))
                .thread(op("close"), op("accepted"))
                .post("accepted")
                .post("rest")
                .invocations(400)
                .check();
    }

    @Test
    void twoProducersNeverShareASlotNorEnterAClosedRing() {
        Interleavings.of(Checked.class)
                .init("offer", 1)
                .thread(op("offer", 2))
                .thread(op("offer", 3))
                .thread(op("close"))
                .post("accepted")
                .post("rest")
                .invocations(500)
                .check();
    }

    @Test
    void aPlaceThatWasTakenIsGivenAwayOnce() {
        Interleavings.of(Checked.class)
                .init("offer", 1)
                .init("offer", 2)
                .thread(op("offer", 3), op("offer", 4))
                .thread(op("poll"))
                .post("rest")
                .invocations(400)
                .check();
    }

    /// A ring of two, of which one that is taken takes no room.
    public static class Holding {
        private final ClosableRing<Integer> ring = new ClosableRing<>(2, 1);

        public long offer(int item) {
            return ring.offer(item);
        }

        public @Nullable Integer poll() {
            return ring.poll();
        }

        public void release() {
            ring.release(1);
        }
    }

    @Test
    void roomThatIsReleasedIsGivenAwayOnce() {
        Interleavings.of(Holding.class)
                .init("offer", 1)
                .init("poll")
                .init("offer", 2)
                .init("offer", 3)
                .thread(op("offer", 4), op("offer", 5))
                .thread(op("poll"), op("release"))
                .post("offer", 6)
                .invocations(400)
                .check();
    }

    /// Looks whether it is closed, and then enters: the bug that the bit in `tail` is for.
    public static class Careless {
        private final ClosableRing<Integer> ring = new ClosableRing<>(2);
        private volatile boolean closed;

        public long offer(int item) {
            return closed ? ClosableRing.CLOSED : ring.offer(item);
        }

        public long close() {
            closed = true;
            return ring.accepted();
        }

        public long accepted() {
            return ring.accepted();
        }
    }

    @Test
    void aFlagBesideTheIndexLetsAnItemInAfterTheClose() {
        Interleavings.of(Careless.class)
                .thread(op("offer", 1))
                .thread(op("close"))
                .post("accepted")
                .invocations(400)
                .findsBug();
    }
}
