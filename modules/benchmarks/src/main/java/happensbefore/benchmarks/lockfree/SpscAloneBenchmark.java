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
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The queue is empty before and after each operation, so no call is refused.
@Compare(
        question = "What do an offer and a poll cost when no other thread is there?",
        pattern = "L3",
        ours = "SpscRingQueue",
        against = {
            @Claim(peer = "ArrayBlockingQueue"),
            @Claim(peer = "JCTools SpscArrayQueue", atLeast = Compare.LEVEL),
            @Claim(peer = "JCTools SpscAtomicArrayQueue", atLeast = Compare.LEVEL),
            @Claim(peer = "ConcurrentLinkedQueue")
        })
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SpscAloneBenchmark {
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

    @Benchmark
    public @Nullable Object offerAndPoll() {
        queue.offer(item);
        return queue.poll();
    }
}
