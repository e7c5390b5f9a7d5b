package happensbefore.benchmarks.producerconsumer;

import happensbefore.producerconsumer.Consumer;
import happensbefore.producerconsumer.ManyToMany;
import happensbefore.producerconsumer.ManyToOne;
import happensbefore.producerconsumer.OneToOne;
import happensbefore.producerconsumer.Producer;
import happensbefore.producerconsumer.WaitStrategy;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/// One of ours.
final class HandOverLine implements Line {
    private final Supplier<Producer<Tick>> another;
    private final Queue<Producer<Tick>> open = new ConcurrentLinkedQueue<>();

    private HandOverLine(Supplier<Producer<Tick>> another) {
        this.another = another;
    }

    static Line oneToOne(WaitStrategy strategy) {
        OneToOne<Tick> handOver = new OneToOne<>(CAPACITY, strategy);
        start(handOver.consumer(), Tick::consumed);
        return new HandOverLine(handOver::producer);
    }

    static Line manyToOne(WaitStrategy strategy) {
        ManyToOne<Tick> handOver = new ManyToOne<>(CAPACITY, strategy);
        start(handOver.consumer(), Tick::consumed);
        return sharedLine(handOver.producer(), () -> handOver.producer().another());
    }

    static Line manyToMany(WaitStrategy strategy, int consumers) {
        ManyToMany<Tick> handOver = new ManyToMany<>(CAPACITY, strategy);
        start(handOver.consumer(), Tick::consumedByOneOfMany);
        for (int i = 1; i < consumers; i++) {
            start(handOver.consumer().another(), Tick::consumedByOneOfMany);
        }
        return sharedLine(handOver.producer(), () -> handOver.producer().another());
    }

    /// The first producer stays open until the line is closed, so that there can be others.
    private static Line sharedLine(Producer<Tick> first, Supplier<Producer<Tick>> another) {
        HandOverLine line = new HandOverLine(another);
        line.open.add(first);
        return line;
    }

    private static void start(Consumer<Tick> consumer, java.util.function.Consumer<Tick> work) {
        Thread.ofPlatform().daemon().name("consumer").start(() -> {
            try (consumer) {
                for (Tick tick = consumer.take(); tick != null; tick = consumer.take()) {
                    work.accept(tick);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public Put producer() {
        Producer<Tick> producer = another.get();
        open.add(producer);
        return tick -> {
            boolean _ = producer.put(tick);
        };
    }

    @Override
    public void close() {
        open.forEach(Producer::close);
    }
}
