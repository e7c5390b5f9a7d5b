package happensbefore.producerconsumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import happensbefore.testkit.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One producer, one consumer: order, end, early end, and what is counted.
class OneToOneTest {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int ITEMS = 20_000;

    static Stream<WaitStrategy> strategies() {
        return Stream.of(WaitStrategy.spin(), WaitStrategy.yield(), WaitStrategy.park(), new WaitStrategy.Park(0));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void everyItemArrivesOnceAndInOrderAndThenTheStreamEnds(WaitStrategy strategy) throws InterruptedException {
        OneToOne<Integer> handOver = new OneToOne<>(8, strategy);
        List<Integer> taken = new ArrayList<>();
        try (Race race = Race.within(BOUND)) {
            race.thread("producer", () -> putAll(handOver.producer(), ITEMS));
            race.thread("consumer", () -> taken.addAll(takeAll(handOver.consumer())));
            race.run();
        }
        assertThat(taken).isEqualTo(IntStream.range(0, ITEMS).boxed().toList());
        assertThat(handOver.counts().produced()).isEqualTo(ITEMS);
        assertThat(handOver.counts().consumed()).isEqualTo(ITEMS);
        assertThat(handOver.counts().droppedInAll()).isZero();
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void aConsumerThatLeavesEarlyReleasesTheProducerAndEveryItemIsAccountedFor(WaitStrategy strategy)
            throws InterruptedException {
        OneToOne<Integer> handOver = new OneToOne<>(8, strategy);
        try (Race race = Race.within(BOUND)) {
            race.thread(
                    "producer",
                    () -> assertThatExceptionOfType(AbandonedException.class)
                            .isThrownBy(() -> putAll(handOver.producer(), Integer.MAX_VALUE)));
            race.thread("consumer", () -> {
                try (Consumer<Integer> consumer = handOver.consumer()) {
                    for (int i = 0; i < 1_000; i++) {
                        assertThat(consumer.take()).isEqualTo(i);
                    }
                }
            });
            race.run();
        }
        Counts counts = handOver.counts();
        assertThat(counts.consumed()).isEqualTo(1_000);
        assertThat(counts.dropped(DropReason.ABANDONED)).isEqualTo(counts.produced() - 1_000);
        assertThat(counts.queued()).isZero();
        assertThat(handOver.size()).isZero();
    }

    @Test
    void whatWasPutBeforeTheCloseIsTakenAfterIt() throws InterruptedException {
        OneToOne<String> handOver = new OneToOne<>(4, WaitStrategy.park());
        try (Producer<String> producer = handOver.producer()) {
            producer.put("a");
            producer.put("b");
        }
        try (Consumer<String> consumer = handOver.consumer()) {
            assertThat(consumer.take()).isEqualTo("a");
            assertThat(handOver.counts().queued()).isEqualTo(1);
            assertThat(handOver.size()).isEqualTo(1);
            assertThat(consumer.take()).isEqualTo("b");
            assertThat(consumer.take()).isNull();
            assertThat(consumer.take()).as("It stays ended.").isNull();
        }
        assertThat(handOver.counts().queued()).isZero();
    }

    @Test
    void whatTheConsumerLeavesBehindIsCountedWhenBothHaveGone() throws InterruptedException {
        OneToOne<String> handOver = new OneToOne<>(4, WaitStrategy.park());
        handOver.producer().put("a");
        handOver.producer().put("b");
        handOver.producer().put("c");
        assertThat(handOver.consumer().take()).isEqualTo("a");
        handOver.producer().close();
        handOver.consumer().close();
        assertThat(handOver.counts().dropped(DropReason.ABANDONED)).isEqualTo(2);
        assertThat(handOver.counts().queued()).isZero();
        assertThat(handOver.size()).as("Nothing is kept alive.").isZero();
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void anInterruptEndsAWaitAndTheItemIsCountedAsDropped(WaitStrategy strategy) throws InterruptedException {
        OneToOne<String> full = new OneToOne<>(2, strategy);
        full.producer().put("a");
        full.producer().put("b");
        assertThat(interrupted(() -> full.producer().put("c"))).isInstanceOf(InterruptedException.class);
        assertThat(full.counts().dropped(DropReason.INTERRUPTED)).isEqualTo(1);
        assertThat(full.counts().queued()).isEqualTo(2);
        assertThat(full.counts().producerWaitNanos()).isPositive();

        OneToOne<String> empty = new OneToOne<>(2, strategy);
        assertThat(interrupted(() -> assertThat(empty.consumer().take()).isNull()))
                .isInstanceOf(InterruptedException.class);
        assertThat(empty.counts().consumed()).isZero();
        assertThat(empty.counts().consumerWaitNanos()).isPositive();
    }

    @Test
    void anIdleConsumerThatParksSleeps() throws InterruptedException {
        OneToOne<String> handOver = new OneToOne<>(2, WaitStrategy.park());
        List<@Nullable String> taken = new ArrayList<>();
        Thread consumer = Thread.ofPlatform().daemon().start(() -> {
            try (Consumer<String> handle = handOver.consumer()) {
                taken.add(handle.take());
                taken.add(handle.take());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        awaitAsleep(consumer); // without a time: it burns nothing until it is woken
        handOver.producer().put("a");
        Awaitility.await().until(() -> handOver.counts().consumed() == 1);
        awaitAsleep(consumer);
        handOver.producer().close();
        assertThat(consumer.join(BOUND)).isTrue();
        assertThat(taken).containsExactly("a", null);
    }

    @Test
    void aPutAfterTheConsumerHasGoneIsRefusedThoughThereIsRoom() {
        OneToOne<String> handOver = new OneToOne<>(4, WaitStrategy.park());
        handOver.consumer().close();
        assertThatExceptionOfType(AbandonedException.class)
                .isThrownBy(() -> handOver.producer().put("a"));
        assertThat(handOver.size()).isZero();
        assertThat(handOver.counts().dropped(DropReason.ABANDONED)).isEqualTo(1);
    }

    @Test
    void aProducerThatSleepsIsWokenWhenTheConsumerGoes() throws InterruptedException {
        OneToOne<Integer> handOver = new OneToOne<>(2, WaitStrategy.park());
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Thread producer = Thread.ofPlatform().daemon().start(() -> {
            try {
                putAll(handOver.producer(), 3);
            } catch (AbandonedException | InterruptedException e) {
                thrown.set(e);
            }
        });
        awaitAsleep(producer);
        handOver.consumer().close();
        assertThat(producer.join(BOUND)).isTrue();
        assertThat(thrown.get()).isInstanceOf(AbandonedException.class);
        assertThat(handOver.counts().dropped(DropReason.ABANDONED)).isEqualTo(3);
    }

    @Test
    void countsAWaitForItemsAndAWaitForRoom() throws InterruptedException {
        OneToOne<Integer> handOver = new OneToOne<>(2, new WaitStrategy.Park(0));
        try (Race race = Race.within(BOUND)) {
            race.thread("producer", () -> putAll(handOver.producer(), 1_000));
            race.thread("consumer", () -> takeAll(handOver.consumer()));
            race.run();
        }
        Counts counts = handOver.counts();
        assertThat(counts.producerWaitNanos() + counts.consumerWaitNanos()).isPositive();
    }

    @Test
    @SuppressWarnings("NullAway") // refusing null is what is tested
    void saysWhatItRefuses() throws InterruptedException {
        OneToOne<String> handOver = new OneToOne<>(2, WaitStrategy.park());
        assertThatNullPointerException().isThrownBy(() -> handOver.producer().put(null));
        handOver.producer().close();
        handOver.producer().close();
        assertThatIllegalStateException().isThrownBy(() -> handOver.producer().put("late"));
        handOver.consumer().close();
        handOver.consumer().close();
        assertThatIllegalStateException().isThrownBy(() -> handOver.consumer().take());
        assertThat(handOver.counts().produced()).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> new WaitStrategy.Park(-1));
        assertThat(new OneToOne<String>(1000, WaitStrategy.spin()).capacity()).isEqualTo(1024);
    }

    private static void putAll(Producer<Integer> producer, int count) throws InterruptedException {
        try (producer) {
            for (int i = 0; i < count; i++) {
                producer.put(i);
            }
        }
    }

    private static List<Integer> takeAll(Consumer<Integer> consumer) throws InterruptedException {
        List<Integer> taken = new ArrayList<>();
        try (consumer) {
            for (Integer item = consumer.take(); item != null; item = consumer.take()) {
                taken.add(item);
            }
        }
        return taken;
    }

    private interface Blocking {
        void run() throws InterruptedException;
    }

    private static @Nullable Throwable interrupted(Blocking call) throws InterruptedException {
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Thread thread = Thread.ofPlatform().daemon().start(() -> {
            try {
                call.run();
            } catch (InterruptedException e) {
                thrown.set(e);
            }
        });
        thread.interrupt();
        assertThat(thread.join(BOUND)).isTrue();
        return thrown.get();
    }

    private static void awaitAsleep(Thread thread) {
        Awaitility.await().until(() -> thread.getState() == Thread.State.WAITING);
    }
}
