package happensbefore.benchmarks.pipelines;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;

/// The same stages as one writes them by hand: a queue in front of each, a thread for each worker, and at the end a
/// pill
/// for each worker of the next stage. It keeps no order where a stage has several workers, measures nothing, and hangs
/// when a stage fails.
final class QueueStages {
    private static final Object PILL = new Object();

    private final ThreadFactory threads;
    private final int workers;
    private final int capacity;
    private final LongUnaryOperator step;

    QueueStages(ThreadFactory threads, int workers, int capacity, LongUnaryOperator step) {
        this.threads = threads;
        this.workers = workers;
        this.capacity = capacity;
        this.step = step;
    }

    /// What the sink has added up.
    long run(int stages, int items) throws InterruptedException {
        AtomicLong sum = new AtomicLong();
        List<Thread> all = new ArrayList<>();
        BlockingQueue<Object> first = new ArrayBlockingQueue<>(capacity);
        all.add(thread(() -> produce(first, items)));
        BlockingQueue<Object> input = first;
        for (int stage = 0; stage < stages; stage++) {
            BlockingQueue<Object> from = input;
            BlockingQueue<Object> to = new ArrayBlockingQueue<>(capacity);
            AtomicInteger left = new AtomicInteger(workers);
            int pills = stage + 1 < stages ? workers : 1;
            for (int worker = 0; worker < workers; worker++) {
                all.add(thread(() -> work(from, to, left, pills)));
            }
            input = to;
        }
        BlockingQueue<Object> last = input;
        all.add(thread(() -> sum.set(addUp(last))));
        all.forEach(Thread::start);
        for (Thread thread : all) {
            thread.join();
        }
        return sum.get();
    }

    private interface Body {
        void run() throws InterruptedException;
    }

    private Thread thread(Body body) {
        return threads.newThread(() -> {
            try {
                body.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void produce(BlockingQueue<Object> to, int items) throws InterruptedException {
        for (long item = 0; item < items; item++) {
            to.put(item);
        }
        for (int i = 0; i < workers; i++) {
            to.put(PILL);
        }
    }

    private void work(BlockingQueue<Object> from, BlockingQueue<Object> to, AtomicInteger left, int pills)
            throws InterruptedException {
        for (Object item = from.take(); item != PILL; item = from.take()) {
            to.put(step.applyAsLong((Long) item));
        }
        if (left.decrementAndGet() == 0) {
            for (int i = 0; i < pills; i++) {
                to.put(PILL);
            }
        }
    }

    private static long addUp(BlockingQueue<Object> from) throws InterruptedException {
        long sum = 0;
        for (Object item = from.take(); item != PILL; item = from.take()) {
            sum += (Long) item;
        }
        return sum;
    }
}
