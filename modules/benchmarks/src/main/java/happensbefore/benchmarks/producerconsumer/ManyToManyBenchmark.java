package happensbefore.benchmarks.producerconsumer;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.benchmarks.LongLived;
import happensbefore.producerconsumer.WaitStrategy;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import org.jctools.queues.MpmcArrayQueue;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/// Everybody sleeps while waiting. The Disruptor is missing: each of its handlers sees every event, which is other
/// work; and JCTools' queue spins.
@Compare(
        question = "How fast do streams go from two producers to two consumers, when all sleep while they wait?",
        pattern = "P3",
        ours = "ManyToMany park",
        against = {
            @Claim(peer = "ArrayBlockingQueue"),
            @Claim(peer = "LinkedTransferQueue"),
            @Claim(peer = "JCTools MpmcArrayQueue")
        })
@State(Scope.Benchmark)
@Threads(2)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ManyToManyBenchmark {
    private static final int CONSUMERS = 2;

    @Param({"ManyToMany park", "ArrayBlockingQueue", "LinkedTransferQueue", "JCTools MpmcArrayQueue"})
    private String implementation = "";

    private @Nullable Line line;

    @Setup
    public void open() {
        line = LongLived.of(
                switch (implementation) {
                    case "ManyToMany park" -> HandOverLine.manyToMany(WaitStrategy.park(), CONSUMERS);
                    case "ArrayBlockingQueue" ->
                        QueueLine.blocking(
                                new ArrayBlockingQueue<>(Line.CAPACITY), CONSUMERS, Tick::consumedByOneOfMany);
                    case "LinkedTransferQueue" ->
                        QueueLine.blocking(new LinkedTransferQueue<>(), CONSUMERS, Tick::consumedByOneOfMany);
                    case "JCTools MpmcArrayQueue" ->
                        QueueLine.spinning(new MpmcArrayQueue<>(Line.CAPACITY), CONSUMERS, Tick::consumedByOneOfMany);
                    default -> throw new IllegalArgumentException("no hand-over is named " + implementation);
                });
    }

    @TearDown
    public void close() {
        if (line != null) {
            line.close();
        }
    }

    /// One producer.
    @State(Scope.Thread)
    public static class Mine {
        private Stream stream = Stream.NONE;

        @Setup
        public void open(ManyToManyBenchmark benchmark) {
            stream = new Stream(Objects.requireNonNull(benchmark.line).producer());
        }
    }

    @Benchmark
    @OperationsPerInvocation(Stream.ITEMS)
    public void stream(Mine mine) throws InterruptedException {
        mine.stream.send();
    }
}
