package happensbefore.benchmarks.lockfree;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.benchmarks.LongLived;
import happensbefore.lockfree.MichaelScottQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
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

/// The queue is empty before and after each operation.
@Compare(
        question = "What do an offer and a poll on an unbounded queue cost when no other thread is there?",
        pattern = "L5",
        ours = "MichaelScottQueue",
        against = {@Claim(peer = "ConcurrentLinkedQueue"), @Claim(peer = "LinkedBlockingQueue")})
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LinkedQueueAloneBenchmark {
    @Param({"MichaelScottQueue", "ConcurrentLinkedQueue", "LinkedBlockingQueue"})
    private String implementation = "";

    private Queue<Object> queue = new MichaelScottQueue<>();
    private Object item = new Object();

    @Setup
    public void makeQueue() {
        queue = LongLived.of(
                switch (implementation) {
                    case "MichaelScottQueue" -> new MichaelScottQueue<>();
                    case "ConcurrentLinkedQueue" -> new ConcurrentLinkedQueue<>();
                    case "LinkedBlockingQueue" -> new LinkedBlockingQueue<>();
                    default -> throw new IllegalArgumentException("no queue is named " + implementation);
                });
        item = new Object();
    }

    @Benchmark
    public @Nullable Object offerAndPoll() {
        queue.offer(item);
        return queue.poll();
    }
}
