package happensbefore.benchmarks.lockfree;

import happensbefore.lockfree.MpmcRingQueue;
import happensbefore.lockfree.SpscRingQueue;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jctools.queues.MpmcArrayQueue;
import org.jctools.queues.SpscArrayQueue;
import org.jctools.queues.atomic.MpmcAtomicArrayQueue;
import org.jctools.queues.atomic.SpscAtomicArrayQueue;

/// The queues under comparison, by the names of the `implementation` parameter.
final class Queues {
    static final int CAPACITY = 1024;

    private Queues() {}

    static Queue<Object> named(String implementation) {
        return switch (implementation) {
            case "SpscRingQueue" -> new SpscRingQueue<>(CAPACITY);
            case "MpmcRingQueue" -> new MpmcRingQueue<>(CAPACITY);
            case "ArrayBlockingQueue" -> new ArrayBlockingQueue<>(CAPACITY);
            case "ConcurrentLinkedQueue" -> new ConcurrentLinkedQueue<>();
            case "JCTools SpscArrayQueue" -> new SpscArrayQueue<>(CAPACITY);
            case "JCTools SpscAtomicArrayQueue" -> new SpscAtomicArrayQueue<>(CAPACITY);
            case "JCTools MpmcArrayQueue" -> new MpmcArrayQueue<>(CAPACITY);
            case "JCTools MpmcAtomicArrayQueue" -> new MpmcAtomicArrayQueue<>(CAPACITY);
            default -> throw new IllegalArgumentException("no queue is named " + implementation);
        };
    }
}
