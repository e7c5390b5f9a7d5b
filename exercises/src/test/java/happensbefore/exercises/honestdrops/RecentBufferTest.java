package happensbefore.exercises.honestdrops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentBufferTest {
    private final RecentBuffer<Integer> buffer = new RecentBuffer<>(2);

    private void offer(int first, int last) {
        for (int item = first; item <= last; item++) {
            assertThat(buffer.offer(item)).as("It is open.").isTrue();
        }
    }

    @Test
    void keepsTheNewestAndCountsWhatMadeRoom() {
        offer(1, 5);
        assertThat(buffer.counts())
                .as("Five were offered, three were evicted, two are queued.")
                .isEqualTo(new RecentBuffer.Counts(5, 0, 3, 0, 0, 2));
        assertThat(buffer.poll()).as("The oldest of the newest.").isEqualTo(4);
        assertThat(buffer.poll()).as("The newest.").isEqualTo(5);
        assertThat(buffer.counts())
                .as("Five were offered, three were evicted, two were taken.")
                .isEqualTo(new RecentBuffer.Counts(5, 2, 3, 0, 0, 0));
    }

    @Test
    void anEmptyPollTakesNothing() {
        assertThat(buffer.poll()).as("Nothing was offered.").isNull();
        assertThat(buffer.counts().taken()).as("Nothing was taken.").isZero();
    }

    @Test
    void countsWhatIsLeftAtTheClose() {
        offer(1, 2);
        buffer.poll();
        buffer.close();
        buffer.close();
        assertThat(buffer.poll()).as("It was dropped at the close.").isNull();
        assertThat(buffer.counts())
                .as("Two were offered, one was taken, one was left at the close.")
                .isEqualTo(new RecentBuffer.Counts(2, 1, 0, 0, 1, 0));
    }

    @Test
    void countsWhatComesTooLate() {
        buffer.close();
        assertThat(buffer.offer(1)).as("It is closed.").isFalse();
        assertThat(buffer.counts())
                .as("One was offered, and came too late.")
                .isEqualTo(new RecentBuffer.Counts(1, 0, 0, 1, 0, 0));
    }
}
