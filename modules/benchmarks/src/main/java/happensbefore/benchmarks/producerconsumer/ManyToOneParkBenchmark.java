package happensbefore.benchmarks.producerconsumer;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.dsl.ProducerType;
import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.benchmarks.LongLived;
import happensbefore.producerconsumer.WaitStrategy;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
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

/// Everybody sleeps while waiting, and pays for being able to.
@Compare(
        question = "How fast do streams go from two producers to one consumer, when all sleep while they wait?",
        pattern = "P2",
        ours = "ManyToOne park",
        against = {
            @Claim(peer = "ArrayBlockingQueue"),
            @Claim(peer = "LinkedTransferQueue"),
            @Claim(peer = "Disruptor blocking", atLeast = Compare.LEVEL)
        })
@State(Scope.Benchmark)
@Threads(2)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ManyToOneParkBenchmark {
    @Param({"ManyToOne park", "ArrayBlockingQueue", "LinkedTransferQueue", "Disruptor blocking"})
    private String implementation = "";

    private @Nullable Line line;

    @Setup
    public void open() {
        line = LongLived.of(
                switch (implementation) {
                    case "ManyToOne park" -> HandOverLine.manyToOne(WaitStrategy.park());
                    case "ArrayBlockingQueue" ->
                        QueueLine.blocking(new ArrayBlockingQueue<>(Line.CAPACITY), 1, Tick::consumed);
                    case "LinkedTransferQueue" -> QueueLine.blocking(new LinkedTransferQueue<>(), 1, Tick::consumed);
                    case "Disruptor blocking" -> new DisruptorLine(ProducerType.MULTI, new BlockingWaitStrategy());
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
        public void open(ManyToOneParkBenchmark benchmark) {
            stream = new Stream(Objects.requireNonNull(benchmark.line).producer());
        }
    }

    @Benchmark
    @OperationsPerInvocation(Stream.ITEMS)
    public void stream(Mine mine) throws InterruptedException {
        mine.stream.send();
    }
}
