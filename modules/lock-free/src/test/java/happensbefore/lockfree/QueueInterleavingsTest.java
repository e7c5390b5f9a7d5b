package happensbefore.lockfree;

import static happensbefore.testkit.Interleavings.op;
import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.testkit.Interleavings;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The queue, and two that differ from it in one step, under every interleaving of small scenarios.
class QueueInterleavingsTest {
    private static class Node {
        final AtomicReference<@Nullable Integer> item;
        final AtomicReference<@Nullable Node> next = new AtomicReference<>();

        Node(@Nullable Integer item) {
            this.item = new AtomicReference<>(item);
        }
    }

    /// Links behind what it takes for the last node without looking whether it still is: an item is lost.
    public static class BlindLinkQueue {
        private final AtomicReference<Node> head = new AtomicReference<>(new Node(null));
        private final AtomicReference<Node> tail = new AtomicReference<>(head.get());

        public boolean offer(int item) {
            Node node = new Node(item);
            Node last = tail.get();
            last.next.set(node);
            tail.compareAndSet(last, node);
            return true;
        }

        public @Nullable Integer poll() {
            for (; ; ) {
                Node first = head.get();
                Node next = first.next.get();
                if (next == null) {
                    return null;
                }
                if (head.compareAndSet(first, next)) {
                    return next.item.get();
                }
            }
        }
    }

    /// Takes the item without a CAS: two polls take the same one.
    public static class BlindTakeQueue {
        private final AtomicReference<Node> head = new AtomicReference<>(new Node(null));
        private final AtomicReference<Node> tail = new AtomicReference<>(head.get());

        public boolean offer(int item) {
            Node node = new Node(item);
            for (; ; ) {
                Node last = tail.get();
                Node next = last.next.get();
                if (next != null) {
                    tail.compareAndSet(last, next);
                } else if (last.next.compareAndSet(null, node)) {
                    tail.compareAndSet(last, node);
                    return true;
                }
            }
        }

        public @Nullable Integer poll() {
            for (; ; ) {
                Node first = head.get();
                Node next = first.next.get();
                if (next == null) {
                    return null;
                }
                Integer item = next.item.get();
                next.item.set(null);
                head.compareAndSet(first, next);
                if (item != null) {
                    return item;
                }
            }
        }
    }

    @Test
    void offersAndPollsAreLinearizable() {
        offers(MichaelScottQueue.class).check();
        polls(MichaelScottQueue.class).check();
        Interleavings.of(MichaelScottQueue.class)
                .init("offer", 1)
                .thread(op("offer", 2), op("poll"))
                .thread(op("poll"), op("offer", 3))
                .post("poll")
                .post("poll")
                .invocations(1_000)
                .check();
    }

    @Test
    void aRemovalFromTheMiddleIsLinearizable() {
        Interleavings.of(MichaelScottQueue.class)
                .init("offer", 1)
                .init("offer", 2)
                .thread(op("remove", 2), op("offer", 3))
                .thread(op("poll"), op("poll"))
                .post("poll")
                .post("poll")
                .invocations(1_000)
                .check();
    }

    @Test
    void aBlindLinkIsFound() {
        assertThat(offers(BlindLinkQueue.class).findsBug()).hasMessageContaining("offer(");
    }

    @Test
    void aBlindTakeIsFound() {
        assertThat(polls(BlindTakeQueue.class).findsBug()).hasMessageContaining("poll()");
    }

    private static Interleavings offers(Class<?> subject) {
        return Interleavings.of(subject)
                .thread(op("offer", 1))
                .thread(op("offer", 2))
                .post("poll")
                .post("poll");
    }

    private static Interleavings polls(Class<?> subject) {
        return Interleavings.of(subject)
                .init("offer", 1)
                .init("offer", 2)
                .thread(op("poll"))
                .thread(op("poll"))
                .post("poll");
    }
}
