package happensbefore.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedChannelTest {
    @TestFactory
    Stream<DynamicTest> theQueueViewPassesTheQueueSuite() {
        return QueueSuites.headOnlyQueue(() -> Channel.<String>bounded(16).asQueue());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1073741825})
    void refusesACapacityThatCannotBe(int capacity) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Channel.bounded(capacity))
                .withMessage("capacity must be between 1 and 1073741824, but was " + capacity);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 1000})
    void holdsExactlyItsCapacityLapAfterLap(int capacity) {
        Channel<Integer> channel = Channel.bounded(capacity);
        for (int lap = 0; lap < 5; lap++) {
            for (int i = 0; i < capacity; i++) {
                assertThat(channel.sender().size()).isEqualTo(i);
                assertThat(channel.sender().trySend(lap + i)).isEqualTo(SendResult.SENT);
            }
            assertThat(channel.sender().trySend(-1)).isEqualTo(SendResult.FULL);
            assertThat(channel.receiver().size()).isEqualTo(capacity);
            for (int i = 0; i < capacity; i++) {
                assertThat(channel.receiver().tryReceive()).isEqualTo(new Received.Value<>(lap + i));
            }
            assertThat(channel.receiver().tryReceive()).isEqualTo(new Received.Nothing<>());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void keepsOrderWhenItsEndsWrapAtDifferentTimes(int capacity) {
        BlockingQueue<Integer> queue = Channel.<Integer>bounded(capacity).asQueue();
        for (int i = 0; i < 100; i++) {
            assertThat(queue.offer(i)).isTrue();
            if (i >= 2) {
                assertThat(queue.poll()).isEqualTo(i - 2);
            }
        }
        assertThat(queue).containsExactly(98, 99);
    }

    @Test
    void theQueueViewBlocksAsABlockingQueueDoes() throws Exception {
        BlockingQueue<Integer> queue = Channel.<Integer>bounded(2).asQueue();
        queue.put(1);
        assertThat(queue.offer(2, 1, TimeUnit.SECONDS)).isTrue();
        assertThat(queue.offer(3, 1, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(queue.remainingCapacity()).isZero();
        try (Aside<Boolean> sender = Aside.start(false, () -> {
            queue.put(3);
            return true;
        })) {
            sender.awaitBlocked();
            assertThat(queue.take()).isEqualTo(1);
            assertThat(sender.result()).isTrue();
        }
        assertThat(queue.poll(1, TimeUnit.SECONDS)).isEqualTo(2);
        List<Integer> drained = new ArrayList<>();
        assertThat(queue.drainTo(drained)).isEqualTo(1);
        assertThat(drained).containsExactly(3);
        assertThat(queue.poll(1, TimeUnit.MILLISECONDS)).isNull();
        assertThatIllegalArgumentException().isThrownBy(() -> queue.drainTo(queue));
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(queue::take);
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> queue.put(1));
        assertThat(queue).isEmpty();
    }

    @Test
    void theQueueViewDrainsNoMoreThanIsAsked() {
        BlockingQueue<Integer> queue = Channel.<Integer>bounded(8).asQueue();
        IntStream.range(0, 5).forEach(queue::add);
        List<Integer> drained = new ArrayList<>();
        assertThat(queue.drainTo(drained, 3)).isEqualTo(3);
        assertThat(drained).containsExactly(0, 1, 2);
        assertThat(queue).containsExactly(3, 4);
    }

    @Test
    void theQueueViewOfAClosedChannelSaysSo() {
        Channel<Integer> channel = Channel.bounded(2);
        BlockingQueue<Integer> queue = channel.asQueue();
        channel.sender().close();
        assertThatIllegalStateException().isThrownBy(queue::take).withMessage("no sender is left");
        assertThat(queue.poll()).isNull();
        assertThatExceptionOfType(ChannelClosedException.class).isThrownBy(() -> queue.offer(1));
    }

    @Test
    void theQueueViewIteratesOverWhatWasThereAtItsStart() {
        BlockingQueue<Integer> queue = Channel.<Integer>bounded(4).asQueue();
        queue.add(1);
        queue.add(2);
        queue.add(3);
        Iterator<Integer> items = queue.iterator();
        queue.poll(); // 1 was already looked at
        queue.poll();
        queue.add(4);
        assertThat(items.next()).isEqualTo(1);
        assertThat(items.next()).isEqualTo(3);
        assertThat(items.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(items::next);
    }

    @Test
    void onlyABoundedChannelIsAQueue() {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> Channel.rendezvous().asQueue());
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> Channel.unbounded().asQueue());
    }
}
