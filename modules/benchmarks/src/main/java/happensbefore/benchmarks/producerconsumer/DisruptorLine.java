package happensbefore.benchmarks.producerconsumer;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/// The LMAX Disruptor with one event handler, used as a hand-over of references.
final class DisruptorLine implements Line {
    private static final class Slot {
        @Nullable
        Tick tick;
    }

    private final Disruptor<Slot> disruptor;
    private final RingBuffer<Slot> ring;

    DisruptorLine(ProducerType producers, WaitStrategy strategy) {
        ThreadFactory threads = Thread.ofPlatform().daemon().factory();
        disruptor = new Disruptor<>(Slot::new, CAPACITY, threads, producers, strategy);
        disruptor.handleEventsWith((slot, _, _) -> consume(slot));
        ring = disruptor.start();
    }

    private static void consume(Slot slot) {
        Tick tick = slot.tick;
        slot.tick = null; // a hand-over does not keep what it has handed over
        if (tick != null) {
            tick.consumed();
        }
    }

    @Override
    public Put producer() {
        return tick -> {
            long sequence = ring.next();
            ring.get(sequence).tick = tick;
            ring.publish(sequence);
        };
    }

    @Override
    public void close() {
        disruptor.halt();
    }
}
