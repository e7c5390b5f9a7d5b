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
import org.openjdk.jmh.annotations.Threads;

/// At most two items are in the queue, and each thread polls after its own offer, so no call is refused.
///
/// Against `ArrayBlockingQueue` twice the speed is claimed one to one only, by `MpmcHandOverBenchmark`.
/// Here both threads want both ends at once: without a lock too they pass the same cache lines to and fro,
/// and no ratio is promised.
@Compare(
        question = "What do an offer and a poll cost when two threads do both on one queue?",
        pattern = "L3",
        ours = "MpmcRingQueue",
        against = {
            @Claim(peer = "ArrayBlockingQueue"),
            @Claim(peer = "JCTools MpmcArrayQueue", atLeast = Compare.LEVEL),
            @Claim(peer = "JCTools MpmcAtomicArrayQueue", atLeast = Compare.LEVEL),
            @Claim(peer = "ConcurrentLinkedQueue")
        })
@State(Scope.Benchmark)
@Threads(2)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MpmcSharedBenchmark {
    @Param({
        "MpmcRingQueue",
        "ArrayBlockingQueue",
        "JCTools MpmcArrayQueue",
        "JCTools MpmcAtomicArrayQueue",
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
