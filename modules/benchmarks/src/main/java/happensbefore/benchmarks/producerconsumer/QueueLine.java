package happensbefore.benchmarks.producerconsumer;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/// A queue with consumers of its own: they take where it blocks, and poll and spin where it does not.
final class QueueLine implements Line {
    private interface Take {
        Tick take() throws InterruptedException;
    }

    private final Put put;
    private final List<Thread> consumers = new ArrayList<>();

    private QueueLine(Put put, Take take, int consumers, Consumer<Tick> work) {
        this.put = put;
        for (int i = 0; i < consumers; i++) {
            this.consumers.add(Thread.ofPlatform()
                    .daemon()
                    .name("consumer " + i)
                    .start(() -> {
                        try {
                            while (true) {
                                work.accept(take.take());
                            }
                        } catch (InterruptedException e) {
                            // closed
                        }
                    }));
        }
    }

    static Line blocking(BlockingQueue<Tick> queue, int consumers, Consumer<Tick> work) {
        return new QueueLine(queue::put, queue::take, consumers, work);
    }

    static Line spinning(Queue<Tick> queue, int consumers, Consumer<Tick> work) {
        return new QueueLine(tick -> spinPut(queue, tick), () -> spinTake(queue), consumers, work);
    }

    private static void spinPut(Queue<Tick> queue, Tick tick) throws InterruptedException {
        while (!queue.offer(tick)) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Thread.onSpinWait();
        }
    }

    private static Tick spinTake(Queue<Tick> queue) throws InterruptedException {
        Tick tick = queue.poll();
        while (tick == null) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Thread.onSpinWait();
            tick = queue.poll();
        }
        return tick;
    }

    @Override
    public Put producer() {
        return put;
    }

    @Override
    public void close() {
        consumers.forEach(Thread::interrupt);
    }
}
