package happensbefore.benchmarks.lockfree;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.benchmarks.LongLived;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Control;

/// Both threads count: a hand-over is one operation of each. Only successful calls are counted.
@Compare(
        question = "How fast does one producer hand items to one consumer?",
        pattern = "L3",
        ours = "SpscRingQueue",
        against = {
            @Claim(peer = "ArrayBlockingQueue", atLeast = 2),
            @Claim(peer = "JCTools SpscArrayQueue", atLeast = Compare.LEVEL),
            @Claim(peer = "JCTools SpscAtomicArrayQueue", atLeast = Compare.LEVEL),
            @Claim(peer = "ConcurrentLinkedQueue")
        })
@State(Scope.Group)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SpscHandOverBenchmark {
    @Param({
        "SpscRingQueue",
        "ArrayBlockingQueue",
        "JCTools SpscArrayQueue",
        "JCTools SpscAtomicArrayQueue",
        "ConcurrentLinkedQueue"
    })
    private String implementation = "";

    private Queue<Object> queue = new ArrayDeque<>();
    private Object item = new Object();

    @Setup
    public void makeQueue() {
        queue = LongLived.of(Queues.named(implementation));
        item = new Object();
    }

    @TearDown(Level.Iteration)
    public void startNextIterationEmpty() {
        queue.clear();
    }

    @Benchmark
    @Group
    public void producer(Control control) {
        HandOver.put(queue, item, control);
    }

    @Benchmark
    @Group
    public @Nullable Object consumer(Control control) {
        return HandOver.take(queue, control);
    }
}
