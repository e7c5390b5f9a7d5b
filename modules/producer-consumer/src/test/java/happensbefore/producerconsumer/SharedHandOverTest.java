package happensbefore.producerconsumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import happensbefore.lockfree.BoundedQueue;
import happensbefore.lockfree.MpmcRingQueue;
import happensbefore.testkit.Race;
import java.time.Duration;
import java.util.AbstractQueue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Several producers, one or several consumers: each item once, the end for all, and nobody left asleep.
class SharedHandOverTest {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int PRODUCERS = 3;
    private static final int ITEMS_EACH = 5_000;

    private record Item(int producer, int number) {}

    static Stream<WaitStrategy> strategies() {
        return Stream.of(WaitStrategy.yield(), WaitStrategy.park(), new WaitStrategy.Park(0));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void manyToOne(WaitStrategy strategy) throws InterruptedException {
        ManyToOne<Item> handOver = new ManyToOne<>(8, strategy);
        List<List<Item>> taken = run(handOver.producer(), List.of(handOver.consumer()));
        assertEachOnceAndInOrder(taken);
        assertThat(handOver.counts().consumed()).isEqualTo(PRODUCERS * ITEMS_EACH);
        assertThat(handOver.counts().queued()).isZero();
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void manyToMany(WaitStrategy strategy) throws InterruptedException {
        ManyToMany<Item> handOver = new ManyToMany<>(8, strategy);
        SharedConsumer<Item> consumer = handOver.consumer();
        List<List<Item>> taken = run(handOver.producer(), List.of(consumer, consumer.another(), consumer.another()));
        assertEachOnceAndInOrder(taken);
        assertThat(handOver.counts().consumed()).isEqualTo(PRODUCERS * ITEMS_EACH);
        assertThat(handOver.counts().queued()).isZero();
    }

    private static List<List<Item>> run(SharedProducer<Item> first, List<? extends Consumer<Item>> consumers)
            throws InterruptedException {
        List<List<Item>> taken = Collections.synchronizedList(new ArrayList<>());
        try (Race race = Race.within(BOUND)) {
            for (int i = 0; i < PRODUCERS; i++) {
                int number = i;
                Producer<Item> producer = i == 0 ? first : first.another();
                race.thread("producer " + i, () -> putAll(producer, number));
            }
            consumers.forEach(consumer -> race.thread("consumer", () -> taken.add(takeAll(consumer))));
            race.run();
        }
        return taken;
    }

    private static void assertEachOnceAndInOrder(List<List<Item>> taken) {
        for (List<Item> byOne : taken) {
            for (int producer = 0; producer < PRODUCERS; producer++) {
                int from = producer;
                assertThat(byOne.stream()
                                .filter(item -> item.producer() == from)
                                .map(Item::number))
                        .isSorted();
            }
        }
        assertThat(taken.stream().flatMap(List::stream))
                .hasSize(PRODUCERS * ITEMS_EACH)
                .doesNotHaveDuplicates();
    }

    /// As many takes as puts, and nobody closes anything: a wake-up that is missed leaves somebody asleep for good.
    @Test
    void nobodyIsLeftAsleepThoughNobodyCloses() throws InterruptedException {
        ManyToMany<Item> handOver = new ManyToMany<>(2, new WaitStrategy.Park(0));
        try (Race race = Race.within(BOUND)) {
            for (int i = 0; i < PRODUCERS; i++) {
                int number = i;
                Producer<Item> producer = handOver.producer().another();
                Consumer<Item> consumer = handOver.consumer().another();
                race.thread("producer " + i, () -> {
                    for (int item = 0; item < ITEMS_EACH; item++) {
                        producer.put(new Item(number, item));
                    }
                });
                race.thread("consumer " + i, () -> {
                    for (int item = 0; item < ITEMS_EACH; item++) {
                        assertThat(consumer.take()).isNotNull();
                    }
                });
            }
            race.run();
        }
    }

    /// Consumers are interrupted all the time, in whatever they do, and come back.
    @Test
    void interruptsLoseAndDoubleNothing() throws InterruptedException {
        ManyToMany<Integer> handOver = new ManyToMany<>(2, new WaitStrategy.Park(0));
        ConcurrentLinkedQueue<Thread> restless = new ConcurrentLinkedQueue<>();
        AtomicInteger taken = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        try (Race race = Race.within(BOUND)) {
            for (int i = 0; i < 3; i++) {
                Consumer<Integer> consumer = handOver.consumer().another();
                race.thread("consumer " + i, () -> {
                    restless.add(Thread.currentThread());
                    takeInSpiteOfInterrupts(consumer, taken);
                });
            }
            race.thread("disturber", () -> {
                while (!over.get()) {
                    restless.forEach(Thread::interrupt);
                    Thread.onSpinWait();
                }
            });
            race.thread("producer", () -> {
                for (int i = 1; i <= ITEMS_EACH / 5; i++) {
                    handOver.producer().put(i);
                }
                over.set(true);
                handOver.producer().close();
            });
            race.run();
        }
        assertThat(taken).hasValue(ITEMS_EACH / 5);
    }

    private static void takeInSpiteOfInterrupts(Consumer<Integer> consumer, AtomicInteger taken) {
        while (true) {
            try {
                if (consumer.take() == null) {
                    return;
                }
                taken.incrementAndGet();
            } catch (InterruptedException e) {
                // that is what the disturber does: go on
            }
        }
    }

    /// A ring that shows one consumer an item which another one takes, and is filled and closed when the first has
    /// found
    /// nothing.
    private static final class ElusiveRing extends AbstractQueue<Integer> implements BoundedQueue<Integer> {
        private final MpmcRingQueue<Integer> ring = new MpmcRingQueue<>(2);
        private boolean shown;
        private @Nullable Runnable afterAnEmptyPoll;

        @Override
        public @Nullable Integer peek() {
            boolean first = !shown;
            shown = true;
            return first ? Integer.valueOf(0) : ring.peek();
        }

        @Override
        public @Nullable Integer poll() {
            Integer item = ring.poll();
            Runnable after = afterAnEmptyPoll;
            if (shown && item == null && after != null) {
                afterAnEmptyPoll = null;
                after.run();
            }
            return item;
        }

        @Override
        public boolean offer(Integer item) {
            return ring.offer(item);
        }

        @Override
        public Iterator<Integer> iterator() {
            return ring.iterator();
        }

        @Override
        public int size() {
            return ring.size();
        }

        @Override
        public int capacity() {
            return ring.capacity();
        }
    }

    @Test
    void anItemPutAndAStreamClosedJustAfterAnEmptyPollIsStillTaken() throws InterruptedException {
        ElusiveRing ring = new ElusiveRing();
        RingHandOver<Integer> shared = new RingHandOver<>(2, _ -> ring, new WaitStrategy.Park(0), Overload.block());
        RingProducer<Integer> producer = new RingProducer<>(shared);
        RingConsumer<Integer> consumer = new RingConsumer<>(shared);
        ring.afterAnEmptyPoll = () -> {
            ring.offer(1); // what a put does
            producer.close();
        };
        assertThat(consumer.take()).isEqualTo(1);
        assertThat(consumer.take()).isNull();
    }

    @Test
    void theLastConsumerAbandonsTheStreamAndNotTheFirst() throws InterruptedException {
        ManyToMany<Integer> handOver = new ManyToMany<>(4, WaitStrategy.park());
        SharedConsumer<Integer> other = handOver.consumer().another();
        handOver.consumer().close();
        handOver.producer().put(1);
        assertThat(other.take()).isEqualTo(1);
        handOver.producer().put(2);
        other.close();
        handOver.producer().close();
        assertThat(handOver.counts().dropped(DropReason.ABANDONED)).isEqualTo(1);
        assertThat(handOver.counts().queued()).isZero();
    }

    @Test
    void theLastProducerEndsTheStreamAndNotTheFirst() throws InterruptedException {
        ManyToOne<Integer> handOver = new ManyToOne<>(4, WaitStrategy.park());
        SharedProducer<Integer> other = handOver.producer().another();
        handOver.producer().close();
        other.put(1);
        other.close();
        assertThat(handOver.consumer().take()).isEqualTo(1);
        assertThat(handOver.consumer().take()).isNull();
    }

    @Test
    void aClosedHandleHasNoOffspring() {
        ManyToMany<Integer> handOver = new ManyToMany<>(4, WaitStrategy.park());
        handOver.producer().close();
        assertThatIllegalStateException().isThrownBy(() -> handOver.producer().another());
        handOver.consumer().close();
        assertThatIllegalStateException().isThrownBy(() -> handOver.consumer().another());
    }

    private static void putAll(Producer<Item> producer, int number) throws InterruptedException {
        try (producer) {
            for (int i = 0; i < ITEMS_EACH; i++) {
                producer.put(new Item(number, i));
            }
        }
    }

    private static List<Item> takeAll(Consumer<Item> consumer) throws InterruptedException {
        List<Item> taken = new ArrayList<>();
        try (consumer) {
            for (Item item = consumer.take(); item != null; item = consumer.take()) {
                taken.add(item);
            }
        }
        return taken;
    }
}
