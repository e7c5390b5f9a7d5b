package happensbefore.benchmarks.producerconsumer;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.benchmarks.LongLived;
import happensbefore.producerconsumer.ManyToOne;
import happensbefore.producerconsumer.Overload;
import happensbefore.producerconsumer.Producer;
import happensbefore.producerconsumer.WaitStrategy;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jctools.queues.MpmcArrayQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Nobody consumes, so after the first moment every put is a drop. The peers count with two `LongAdder`s.
@Compare(
        question = "What does a put cost when the queue is full, and the new item is dropped and counted?",
        pattern = "P4",
        ours = "ManyToOne drop newest",
        against = {
            @Claim(peer = "ArrayBlockingQueue and LongAdder"),
            @Claim(peer = "JCTools MpmcArrayQueue and LongAdder")
        },
        threads = {1, 2})
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DropNewestBenchmark {
    private static final int CAPACITY = 1024;
    private static final Integer ITEM = 1;

    @Param({"ManyToOne drop newest", "ArrayBlockingQueue and LongAdder", "JCTools MpmcArrayQueue and LongAdder"})
    private String implementation = "";

    private Supplier<Put> line = () -> () -> false;

    private interface Put {
        boolean put() throws InterruptedException;
    }

    @Setup
    public void open() {
        line = LongLived.of(
                switch (implementation) {
                    case "ManyToOne drop newest" -> ours();
                    case "ArrayBlockingQueue and LongAdder" -> counted(new ArrayBlockingQueue<>(CAPACITY));
                    case "JCTools MpmcArrayQueue and LongAdder" -> counted(new MpmcArrayQueue<>(CAPACITY));
                    default -> throw new IllegalArgumentException("no queue is named " + implementation);
                });
    }

    /// One producer.
    @State(Scope.Thread)
    public static class Mine {
        private Put put = () -> false;

        @Setup
        public void open(DropNewestBenchmark benchmark) {
            put = Objects.requireNonNull(benchmark.line).get();
        }
    }

    @Benchmark
    public boolean put(Mine mine) throws InterruptedException {
        return mine.put.put();
    }

    private static Supplier<Put> ours() {
        ManyToOne<Integer> handOver = new ManyToOne<>(CAPACITY, WaitStrategy.park(), Overload.dropNewest());
        return () -> {
            Producer<Integer> producer = handOver.producer().another();
            return () -> producer.put(ITEM);
        };
    }

    private static Supplier<Put> counted(Queue<Integer> queue) {
        LongAdder produced = new LongAdder();
        LongAdder dropped = new LongAdder();
        return () -> () -> {
            produced.increment();
            if (queue.offer(ITEM)) {
                return true;
            }
            dropped.increment();
            return false;
        };
    }
}
