package happensbefore.exercises.weighin;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.exercises.weighin.WeighedQueue.Answer;
import org.junit.jupiter.api.Test;

class WeighedQueueTest {
    private final WeighedQueue<Long> queue = new WeighedQueue<>(2, 10, Long::longValue);

    @Test
    void itemsAndBytesAreBounded() {
        assertThat(queue.offer(6L)).as("There is room.").isEqualTo(Answer.ACCEPTED);
        assertThat(queue.offer(5L)).as("6 and 5 are more than 10.").isEqualTo(Answer.FULL);
        assertThat(queue.offer(4L)).as("6 and 4 are 10.").isEqualTo(Answer.ACCEPTED);
        assertThat(queue.offer(0L)).as("Two items are queued, and no more fit.").isEqualTo(Answer.FULL);
        assertThat(queue.bytes()).as("Bytes of the two.").isEqualTo(10);
        assertThat(queue.take()).as("The oldest.").isEqualTo(6);
        assertThat(queue.take()).as("The next.").isEqualTo(4);
        assertThat(queue.take()).as("Nothing is left.").isNull();
    }

    @Test
    void anItemWeighsUntilItIsDone() {
        queue.offer(6L);
        queue.take();
        assertThat(queue.bytes())
                .as("It is in flight: its bytes are still in memory.")
                .isEqualTo(6);
        assertThat(queue.offer(6L)).as("6 in flight and 6 are more than 10.").isEqualTo(Answer.FULL);
        queue.done(6L);
        assertThat(queue.bytes()).as("It is done.").isZero();
        assertThat(queue.offer(6L)).as("There is room again.").isEqualTo(Answer.ACCEPTED);
    }

    @Test
    void whatDidNotComeInWeighsNothing() {
        queue.offer(1L);
        queue.offer(1L);
        assertThat(queue.offer(3L)).as("Two items are queued.").isEqualTo(Answer.FULL);
        assertThat(queue.bytes())
                .as("The third one did not come in, and weighs nothing.")
                .isEqualTo(2);
        queue.close();
        assertThat(queue.offer(3L)).as("It is closed.").isEqualTo(Answer.CLOSED);
        assertThat(queue.bytes())
                .as("What came after the close did not come in, and weighs nothing.")
                .isEqualTo(2);
        assertThat(queue.take())
                .as("What was queued can be taken after the close.")
                .isEqualTo(1);
    }

    @Test
    void whatIsDroppedWeighsNothing() {
        queue.offer(6L);
        assertThat(queue.dropOldest()).as("The oldest.").isEqualTo(6);
        assertThat(queue.bytes())
                .as("It was dropped: nobody will ever say that it is done.")
                .isZero();
        assertThat(queue.dropOldest()).as("Nothing is queued.").isNull();
        assertThat(queue.bytes()).as("Nothing was dropped.").isZero();
    }

    @Test
    void whatCanNeverFitIsToldSo() {
        assertThat(queue.offer(11L))
                .as("It alone weighs more than the queue may hold: who waits for room would wait for ever.")
                .isEqualTo(Answer.TOO_LARGE);
        queue.offer(1L);
        assertThat(queue.offer(Long.MAX_VALUE))
                .as("The heaviest of all, and a sum that no `long` holds.")
                .isEqualTo(Answer.TOO_LARGE);
        assertThat(queue.bytes()).as("Neither of them came in.").isEqualTo(1);
    }

    @Test
    void aBoundThatIsHardlyOneIsNoTrap() {
        WeighedQueue<Long> vast = new WeighedQueue<>(2, Long.MAX_VALUE, Long::longValue);
        assertThat(vast.offer(Long.MAX_VALUE - 1)).as("It fits.").isEqualTo(Answer.ACCEPTED);
        assertThat(vast.offer(2L)).as("Together they are more than any `long`.").isEqualTo(Answer.FULL);
        assertThat(vast.bytes()).as("Bytes of the first.").isEqualTo(Long.MAX_VALUE - 1);
    }
}
