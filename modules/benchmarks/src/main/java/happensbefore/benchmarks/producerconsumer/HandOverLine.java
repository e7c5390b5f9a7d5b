package happensbefore.benchmarks.producerconsumer;

import happensbefore.producerconsumer.Consumer;
import happensbefore.producerconsumer.OneToOne;
import happensbefore.producerconsumer.Producer;
import happensbefore.producerconsumer.WaitStrategy;

/// One of ours.
final class HandOverLine implements Line {
    private final Producer<Tick> first;

    private HandOverLine(Producer<Tick> first) {
        this.first = first;
    }

    static Line oneToOne(WaitStrategy strategy) {
        OneToOne<Tick> handOver = new OneToOne<>(CAPACITY, strategy);
        start(handOver.consumer());
        return new HandOverLine(handOver.producer());
    }

    private static void start(Consumer<Tick> consumer) {
        Thread.ofPlatform().daemon().name("consumer").start(() -> {
            try (consumer) {
                for (Tick tick = consumer.take(); tick != null; tick = consumer.take()) {
                    tick.consumed();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public Put producer() {
        return first::put;
    }

    @Override
    public void close() {
        first.close();
    }
}
