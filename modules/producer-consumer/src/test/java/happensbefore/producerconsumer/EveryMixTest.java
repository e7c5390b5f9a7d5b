package happensbefore.producerconsumer;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.testkit.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Produced is consumed and dropped, exactly: each number of producers and consumers, each way to wait, each policy,
/// with consumers that stay until the end and with some that leave early.
class EveryMixTest {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int ITEMS_EACH = 200;

    record Mix(int producers, int consumers, WaitStrategy strategy, Overload overload, boolean early) {}

    private static List<Mix> mixes(WaitStrategy strategy) {
        List<Mix> all = new ArrayList<>();
        for (Overload overload : OverloadTest.policies().toList()) {
            for (boolean early : new boolean[] {false, true}) {
                all.add(new Mix(1, 1, strategy, overload, early));
                all.add(new Mix(3, 1, strategy, overload, early));
                all.add(new Mix(2, 2, strategy, overload, early));
            }
        }
        return all;
    }

    static Stream<Mix> ofYield() {
        return mixes(WaitStrategy.yield()).stream();
    }

    static Stream<Mix> ofPark() {
        return mixes(new WaitStrategy.Park(3)).stream();
    }

    /// Threads that spin, on processors of which there may be too few: one of each side.
    static Stream<Mix> ofSpin() {
        return mixes(WaitStrategy.spin()).stream().filter(mix -> mix.producers() == 1);
    }

    /// What the threads themselves have seen.
    private static final class Seen {
        final AtomicLong put = new AtomicLong();
        final AtomicLong taken = new AtomicLong();
        final AtomicLong told = new AtomicLong(); // items of which the producer was told that they were dropped
    }

    private record Users(
            List<? extends Producer<Integer>> producers,
            List<? extends Consumer<Integer>> consumers,
            HandOver<Integer> handOver) {}

    private static Users users(Mix mix) {
        if (mix.producers() == 1 && mix.consumers() == 1) {
            OneToOne<Integer> one = new OneToOne<>(2, mix.strategy(), mix.overload());
            return new Users(List.of(one.producer()), List.of(one.consumer()), one);
        }
        if (mix.consumers() == 1) {
            ManyToOne<Integer> many = new ManyToOne<>(2, mix.strategy(), mix.overload());
            SharedProducer<Integer> first = many.producer();
            return new Users(List.of(first, first.another(), first.another()), List.of(many.consumer()), many);
        }
        ManyToMany<Integer> many = new ManyToMany<>(2, mix.strategy(), mix.overload());
        SharedConsumer<Integer> consumer = many.consumer();
        return new Users(
                List.of(many.producer(), many.producer().another()), List.of(consumer, consumer.another()), many);
    }

    @ParameterizedTest
    @MethodSource({"ofYield", "ofPark", "ofSpin"})
    void theAccountIsExact(Mix mix) throws InterruptedException {
        Seen seen = new Seen();
        Users users = users(mix);
        try (Race race = Race.within(BOUND)) {
            users.producers().forEach(producer -> race.thread("producer", () -> produce(producer, seen)));
            users.consumers().forEach(consumer -> race.thread("consumer", () -> consume(consumer, seen, mix.early())));
            race.run();
        }
        Counts counts = users.handOver().counts();
        assertThat(counts.produced()).isEqualTo(seen.put.get());
        assertThat(counts.consumed()).isEqualTo(seen.taken.get());
        assertThat(counts.queued()).as("produced = consumed + dropped").isZero();
        assertThat(users.handOver().size()).isZero();
        long silently = counts.dropped(DropReason.OLDEST) + counts.dropped(DropReason.ABANDONED);
        long all = counts.dropped().values().stream().mapToLong(Long::longValue).sum();
        assertThat(all - silently)
                .as("drops that the producer was told of")
                .isBetween(seen.told.get() - counts.dropped(DropReason.ABANDONED), seen.told.get());
        if (!mix.early()) {
            assertThat(counts.dropped(DropReason.ABANDONED)).isZero();
        }
    }

    private static void produce(Producer<Integer> producer, Seen seen) throws InterruptedException {
        try (producer) {
            for (int i = 0; i < ITEMS_EACH; i++) {
                seen.put.incrementAndGet();
                try {
                    seen.told.addAndGet(producer.put(i) ? 0 : 1);
                } catch (OverloadedException e) {
                    seen.told.incrementAndGet();
                } catch (AbandonedException e) {
                    seen.told.incrementAndGet();
                    return;
                }
            }
        }
    }

    private static void consume(Consumer<Integer> consumer, Seen seen, boolean early) throws InterruptedException {
        try (consumer) {
            for (int i = 0; !early || i < ITEMS_EACH / 10; i++) {
                if (consumer.take() == null) {
                    return;
                }
                seen.taken.incrementAndGet();
            }
        }
    }

    @Test
    void allMixesAreThere() {
        assertThat(Stream.of(ofYield(), ofPark(), ofSpin()).flatMap(mixes -> mixes))
                .hasSize(30 + 30 + 10);
    }
}
