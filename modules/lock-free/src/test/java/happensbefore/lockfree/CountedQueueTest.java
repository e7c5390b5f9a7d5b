package happensbefore.lockfree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedQueueTest {
    private final CountedQueue<String> queue = new CountedQueue<>(new SpscRingQueue<>(2));

    @Test
    void accountsForEveryOffer() {
        assertThat(queue.offer("a")).isTrue();
        assertThat(queue.offer("b")).isTrue();
        assertThat(queue.offer("too many")).isFalse();
        assertThat(queue.poll()).isEqualTo("a");
        queue.shutdown();
        assertThat(queue.offer("too late")).isFalse();

        assertThat(queue.counts()).isEqualTo(new CountedQueue.Counts(4, 1, 1, 1));
        assertThat(queue.counts().queued()).isEqualTo(1);
        assertThat(queue.capacity()).isEqualTo(2);
    }

    @Test
    void isDrainedWhenShutDownAndEmpty() {
        queue.offer("a");
        queue.shutdown();
        assertThat(queue.isDrained()).isFalse();
        assertThat(queue.poll()).isEqualTo("a");
        assertThat(queue.isDrained()).isTrue();
        assertThat(queue.poll()).isNull();
    }

    @Test
    void isNotDrainedWhileItIsOpen() {
        assertThat(queue.isDrained()).isFalse();
    }
}
