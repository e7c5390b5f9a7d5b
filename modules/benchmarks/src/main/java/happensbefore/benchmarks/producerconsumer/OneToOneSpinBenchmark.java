package happensbefore.benchmarks.producerconsumer;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.dsl.ProducerType;
import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.benchmarks.LongLived;
import happensbefore.producerconsumer.WaitStrategy;
import java.util.concurrent.TimeUnit;
import org.jctools.queues.SpscArrayQueue;
import org.jctools.queues.atomic.SpscAtomicArrayQueue;
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

/// Both sides spin: what is measured is the ring and what is around it, with nobody asleep.
@Compare(
        question = "How fast does a stream go from one producer to one consumer, when both spin?",
        pattern = "P1",
        ours = "OneToOne spin",
        against = {
            @Claim(peer = "JCTools SpscArrayQueue", atLeast = Compare.LEVEL),
            @Claim(peer = "JCTools SpscAtomicArrayQueue", atLeast = Compare.LEVEL),
            @Claim(peer = "Disruptor busy-spin", atLeast = Compare.LEVEL)
        })
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OneToOneSpinBenchmark {
    @Param({"OneToOne spin", "JCTools SpscArrayQueue", "JCTools SpscAtomicArrayQueue", "Disruptor busy-spin"})
    private String implementation = "";

    private @Nullable Line line;
    private Stream stream = Stream.NONE;

    @Setup
    public void open() {
        Line made = LongLived.of(
                switch (implementation) {
                    case "OneToOne spin" -> HandOverLine.oneToOne(WaitStrategy.spin());
                    case "JCTools SpscArrayQueue" ->
                        QueueLine.spinning(new SpscArrayQueue<>(Line.CAPACITY), 1, Tick::consumed);
                    case "JCTools SpscAtomicArrayQueue" ->
                        QueueLine.spinning(new SpscAtomicArrayQueue<>(Line.CAPACITY), 1, Tick::consumed);
                    case "Disruptor busy-spin" -> new DisruptorLine(ProducerType.SINGLE, new BusySpinWaitStrategy());
                    default -> throw new IllegalArgumentException("no hand-over is named " + implementation);
                });
        line = made;
        stream = new Stream(made.producer());
    }

    @TearDown
    public void close() {
        if (line != null) {
            line.close();
        }
    }

    @Benchmark
    @OperationsPerInvocation(Stream.ITEMS)
    public void stream() throws InterruptedException {
        stream.send();
    }
}
