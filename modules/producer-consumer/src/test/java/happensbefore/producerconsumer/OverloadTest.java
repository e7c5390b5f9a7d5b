package happensbefore.producerconsumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import happensbefore.testkit.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What becomes of an item without room, and that the account is exact, whatever happens at once.
class OverloadTest {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int ITEMS_EACH = 3_000;

    static Stream<Overload> policies() {
        return Stream.of(
                Overload.block(),
                Overload.timeOut(Duration.ofNanos(20_000)),
                Overload.dropNewest(),
                Overload.dropOldest(),
                Overload.fail());
    }

    private static OneToOne<Integer> full(Overload overload) throws InterruptedException {
        return full(WaitStrategy.park(), overload);
    }

    private static OneToOne<Integer> full(WaitStrategy strategy, Overload overload) throws InterruptedException {
        OneToOne<Integer> handOver = new OneToOne<>(2, strategy, overload);
        assertThat(handOver.producer().put(1)).isTrue();
        assertThat(handOver.producer().put(2)).isTrue();
        return handOver;
    }

    private static List<Integer> rest(OneToOne<Integer> handOver) throws InterruptedException {
        handOver.producer().close();
        List<Integer> rest = new ArrayList<>();
        for (Integer item = handOver.consumer().take();
                item != null;
                item = handOver.consumer().take()) {
            rest.add(item);
        }
        return rest;
    }

    @Test
    void dropsTheNewest() throws InterruptedException {
        OneToOne<Integer> handOver = full(Overload.dropNewest());
        assertThat(handOver.producer().put(3)).isFalse();
        assertThat(handOver.counts().dropped()).containsEntry(DropReason.NEWEST, 1L);
        assertThat(rest(handOver)).containsExactly(1, 2);
        assertThat(handOver.counts().queued()).isZero();
    }

    @Test
    void dropsTheOldest() throws InterruptedException {
        OneToOne<Integer> handOver = full(Overload.dropOldest());
        assertThat(handOver.producer().put(3)).isTrue();
        assertThat(handOver.producer().put(4)).isTrue();
        assertThat(handOver.counts().dropped()).containsEntry(DropReason.OLDEST, 2L);
        assertThat(handOver.counts().queued()).isEqualTo(2);
        assertThat(rest(handOver)).containsExactly(3, 4);
        assertThat(handOver.counts().queued()).isZero();
    }

    /// On a ring for one consumer, both would take the same item now and then.
    @Test
    void aProducerThatDropsTheOldestIsASecondConsumer() throws InterruptedException {
        OneToOne<Integer> handOver = new OneToOne<>(2, WaitStrategy.yield(), Overload.dropOldest());
        List<Integer> taken = new ArrayList<>();
        try (Race race = Race.within(BOUND)) {
            race.thread("producer", () -> {
                try (Producer<Integer> producer = handOver.producer()) {
                    for (int i = 0; i < 20 * ITEMS_EACH; i++) {
                        assertThat(producer.put(i)).isTrue();
                    }
                }
            });
            race.thread("consumer", () -> {
                Consumer<Integer> consumer = handOver.consumer();
                for (Integer item = consumer.take(); item != null; item = consumer.take()) {
                    taken.add(item);
                }
            });
            race.run();
        }
        Counts counts = handOver.counts();
        assertThat(taken).isSorted().doesNotHaveDuplicates().hasSize((int) counts.consumed());
        assertThat(counts.dropped(DropReason.OLDEST)).isEqualTo(20 * ITEMS_EACH - taken.size());
    }

    @ParameterizedTest
    @MethodSource("happensbefore.producerconsumer.OneToOneTest#strategies")
    @Timeout(20)
    void timesOut(WaitStrategy strategy) throws InterruptedException {
        OneToOne<Integer> handOver = full(strategy, Overload.timeOut(Duration.ofMillis(1)));
        assertThat(handOver.producer().put(3)).isFalse();
        assertThat(handOver.counts().dropped()).containsEntry(DropReason.TIMED_OUT, 1L);
        assertThat(handOver.counts().producerWaitNanos()).isPositive();
        assertThat(rest(handOver)).containsExactly(1, 2);
    }

    @Test
    void aLongTimeOutIsOneThatIsLong() throws InterruptedException {
        OneToOne<Integer> handOver = full(Overload.timeOut(Duration.ofSeconds(Long.MAX_VALUE)));
        try (Race race = Race.within(BOUND)) {
            race.thread("producer", () -> assertThat(handOver.producer().put(3)).isTrue());
            race.thread("consumer", () -> {
                assertThat(handOver.consumer().take()).isEqualTo(1);
            });
            race.run();
        }
        assertThat(rest(handOver)).containsExactly(2, 3);
    }

    @Test
    void fails() throws InterruptedException {
        OneToOne<Integer> handOver = full(Overload.fail());
        assertThatExceptionOfType(OverloadedException.class)
                .isThrownBy(() -> handOver.producer().put(3));
        assertThat(handOver.counts().dropped()).containsEntry(DropReason.REFUSED, 1L);
        assertThat(rest(handOver)).containsExactly(1, 2);
    }

    @Test
    void refusesANegativeLimit() {
        assertThatIllegalArgumentException().isThrownBy(() -> Overload.timeOut(Duration.ofNanos(-1)));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void theAccountIsExactWhenTheStreamEnds(Overload overload) throws InterruptedException {
        new Storm(overload, false).rage();
    }

    @ParameterizedTest
    @MethodSource("policies")
    void theAccountIsExactWhenTheConsumersLeaveEarly(Overload overload) throws InterruptedException {
        new Storm(overload, true).rage();
    }

    /// Three producers, two consumers, a small ring, and somebody who interrupts them all the time. Beside the
    /// hand-over's own account one is kept by those who use it.
    private static final class Storm {
        private final ManyToMany<Integer> handOver;
        private final boolean early;
        private final AtomicLong put = new AtomicLong();
        private final AtomicLong onTheirWay = new AtomicLong();
        private final AtomicLong taken = new AtomicLong();
        private final ConcurrentLinkedQueue<Thread> threads = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean over = new AtomicBoolean();

        Storm(Overload overload, boolean early) {
            handOver = new ManyToMany<>(4, WaitStrategy.park(), overload);
            this.early = early;
        }

        void rage() throws InterruptedException {
            SharedProducer<Integer> first = handOver.producer();
            SharedConsumer<Integer> consumer = handOver.consumer();
            AtomicLong users = new AtomicLong(5);
            try (Race race = Race.within(BOUND)) {
                for (SharedProducer<Integer> producer : List.of(first, first.another(), first.another())) {
                    race.thread("producer", () -> {
                        threads.add(Thread.currentThread());
                        produce(producer);
                        over.compareAndSet(false, users.decrementAndGet() == 0);
                    });
                }
                for (SharedConsumer<Integer> one : List.of(consumer, consumer.another())) {
                    race.thread("consumer", () -> {
                        threads.add(Thread.currentThread());
                        consume(one);
                        over.compareAndSet(false, users.decrementAndGet() == 0);
                    });
                }
                race.thread("disturber", () -> {
                    while (!over.get()) {
                        threads.forEach(Thread::interrupt);
                        assertThat(handOver.counts().queued()).isNotNegative();
                        Thread.yield();
                    }
                });
                race.run();
            }
            Counts counts = handOver.counts();
            assertThat(counts.produced()).isEqualTo(put.get());
            assertThat(counts.consumed()).isEqualTo(taken.get());
            assertThat(counts.queued()).as("produced = consumed + dropped").isZero();
            assertThat(handOver.size()).isZero();
            long neverOnTheirWay = counts.produced() - onTheirWay.get();
            long refusedAtOnce = counts.dropped(DropReason.NEWEST)
                    + counts.dropped(DropReason.TIMED_OUT)
                    + counts.dropped(DropReason.REFUSED)
                    + counts.dropped(DropReason.INTERRUPTED);
            assertThat(neverOnTheirWay - refusedAtOnce)
                    .as("what else did not go on its way was abandoned")
                    .isBetween(0L, counts.dropped(DropReason.ABANDONED));
            if (!early) {
                assertThat(counts.dropped(DropReason.ABANDONED)).isZero();
            }
        }

        private void produce(Producer<Integer> producer) {
            try (producer) {
                for (int i = 0; i < ITEMS_EACH; i++) {
                    put.incrementAndGet();
                    try {
                        onTheirWay.addAndGet(producer.put(i) ? 1 : 0);
                    } catch (OverloadedException | InterruptedException e) {
                        Thread.yield(); // counted; go on with the next
                    }
                }
            } catch (AbandonedException e) {
                assertThat(early).isTrue();
            }
        }

        private void consume(Consumer<Integer> consumer) {
            try (consumer) {
                while (!early || taken.get() < ITEMS_EACH / 4) {
                    try {
                        if (consumer.take() == null) {
                            return;
                        }
                        taken.incrementAndGet();
                    } catch (InterruptedException e) {
                        // nothing was taken: go on
                    }
                }
            }
        }
    }

    private static final class TwoProducers {
        final ManyToOne<Integer> handOver = new ManyToOne<>(2, new WaitStrategy.Park(0), Overload.dropOldest());
        final Producer<Integer> one = handOver.producer();
        final Producer<Integer> other = handOver.producer().another();

        TwoProducers() {
            try {
                one.put(1);
                one.put(2);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void twoProducersThatMakeRoomCountEachDropOnce() {
        Interleavings.on(TwoProducers::new)
                .invocations(60)
                .thread("one", shared -> Expect.that(shared.one.put(3), "it always goes on its way"))
                .thread("other", shared -> Expect.that(shared.other.put(4), "it always goes on its way"))
                .then(shared -> {
                    Expect.equal(2, shared.handOver.size(), "items in the ring");
                    Expect.equal(2L, shared.handOver.counts().dropped(DropReason.OLDEST), "dropped");
                })
                .check();
    }
}
