package happensbefore.producerconsumer;

import static happensbefore.testkit.Interleavings.op;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import happensbefore.testkit.Interleavings;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The ring under the many-to-one hand-over: its contract, and every order of a few steps.
class MpscRingQueueTest {
    private static final int ENOUGH = 150;

    /// A ring for two, with one consumer.
    public static class Ring {
        private final MpscRingQueue<Integer> ring = new MpscRingQueue<>(2);

        public boolean offer(int item) {
            return ring.offer(item);
        }

        public @Nullable Integer poll() {
            return ring.poll();
        }
    }

    @TestFactory
    Stream<DynamicTest> passesTheQueueSuite() {
        return QueueSuites.headOnlyQueue(() -> new MpscRingQueue<>(16));
    }

    @Test
    void offersNeverShareASlot() {
        Interleavings.of(Ring.class)
                .thread(op("offer", 1))
                .thread(op("offer", 2), op("poll"))
                .post("poll")
                .post("poll")
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void aRelaxedPollTakesWhatIsThere() {
        MpscRingQueue<Integer> ring = new MpscRingQueue<>(2);
        assertThat(ring.relaxedPeek()).isNull();
        assertThat(ring.relaxedPoll()).isNull();
        ring.offer(1);
        ring.offer(2);
        assertThat(ring.relaxedPeek()).isEqualTo(1);
        assertThat(ring.relaxedPoll()).isEqualTo(1);
        assertThat(ring.offer(3)).isTrue();
        assertThat(ring.relaxedPoll()).isEqualTo(2);
        assertThat(ring.relaxedPoll()).isEqualTo(3);
        assertThat(ring.relaxedPoll()).isNull();
    }

    @Test
    void isFullOnlyWhenItIs() {
        Interleavings.of(Ring.class)
                .init("offer", 1)
                .init("offer", 2)
                .thread(op("poll"), op("poll"))
                .thread(op("offer", 3), op("offer", 4))
                .post("poll")
                .post("poll")
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void theLastFreeSlotIsGivenOnce() {
        Interleavings.of(Ring.class)
                .init("offer", 1)
                .thread(op("offer", 2))
                .thread(op("offer", 3))
                .post("poll")
                .post("poll")
                .post("poll")
                .invocations(ENOUGH)
                .check();
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "2, 2", "3, 4", "1000, 1024", "1024, 1024"})
    void capacityIsTheNextPowerOfTwo(int asked, int given) {
        assertThat(new MpscRingQueue<String>(asked).capacity()).isEqualTo(given);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1073741825})
    void refusesACapacityThatCannotBe(int capacity) {
        assertThatIllegalArgumentException().isThrownBy(() -> new MpscRingQueue<String>(capacity));
    }

    @Test
    void holdsExactlyItsCapacityLapAfterLapAndRemovesAtItsHeadOnly() {
        MpscRingQueue<Integer> ring = new MpscRingQueue<>(2);
        for (int lap = 0; lap < 5; lap++) {
            assertThat(ring.offer(lap)).isTrue();
            assertThat(ring.offer(lap + 1)).isTrue();
            assertThat(ring.offer(lap + 2)).isFalse();
            assertThat(ring).containsExactly(lap, lap + 1).hasSize(2);
            assertThat(ring.peek()).isEqualTo(lap);
            assertThat(ring.poll()).isEqualTo(lap);
            assertThat(ring.poll()).isEqualTo(lap + 1);
            assertThat(ring.poll()).isNull();
        }
        ring.add(7);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> ring.remove((Object) 7));
    }
}
