package happensbefore.benchmarks.producerconsumer;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.dsl.ProducerType;
import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.benchmarks.LongLived;
import happensbefore.producerconsumer.WaitStrategy;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jctools.queues.MpscArrayQueue;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
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

/// Everybody spins, so there should be a processor for each of the three threads. With fewer, what is measured is also
/// the scheduler, in the same way for all.
@Compare(
        question = "How fast do streams go from two producers to one consumer, when all spin?",
        pattern = "P2",
        ours = "ManyToOne spin",
        against = {
            @Claim(peer = "JCTools MpscArrayQueue", atLeast = Compare.LEVEL),
            @Claim(peer = "JCTools MpscAtomicArrayQueue", atLeast = Compare.LEVEL),
            @Claim(peer = "Disruptor busy-spin", atLeast = Compare.LEVEL)
        })
@State(Scope.Benchmark)
@Threads(2)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ManyToOneSpinBenchmark {
    @Param({"ManyToOne spin", "JCTools MpscArrayQueue", "JCTools MpscAtomicArrayQueue", "Disruptor busy-spin"})
    private String implementation = "";

    private @Nullable Line line;

    @Setup
    public void open() {
        line = LongLived.of(
                switch (implementation) {
                    case "ManyToOne spin" -> HandOverLine.manyToOne(WaitStrategy.spin());
                    case "JCTools MpscArrayQueue" ->
                        QueueLine.spinning(new MpscArrayQueue<>(Line.CAPACITY), 1, Tick::consumed);
                    case "JCTools MpscAtomicArrayQueue" ->
                        QueueLine.spinning(new MpscAtomicArrayQueue<>(Line.CAPACITY), 1, Tick::consumed);
                    case "Disruptor busy-spin" -> new DisruptorLine(ProducerType.MULTI, new BusySpinWaitStrategy());
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
        public void open(ManyToOneSpinBenchmark benchmark) {
            stream = new Stream(Objects.requireNonNull(benchmark.line).producer());
        }
    }

    @Benchmark
    @OperationsPerInvocation(Stream.ITEMS)
    public void stream(Mine mine) throws InterruptedException {
        mine.stream.send();
    }
}
