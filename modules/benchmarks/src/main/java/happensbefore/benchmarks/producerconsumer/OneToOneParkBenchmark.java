package happensbefore.benchmarks.producerconsumer;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.dsl.ProducerType;
import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.benchmarks.LongLived;
import happensbefore.producerconsumer.WaitStrategy;
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

/// Both sides sleep when they wait, and pay for being able to.
@Compare(
        question = "How fast does a stream go from one producer to one consumer, when both sleep while they wait?",
        pattern = "P1",
        ours = "OneToOne park",
        against = {
            @Claim(peer = "ArrayBlockingQueue"),
            @Claim(peer = "LinkedTransferQueue"),
            @Claim(peer = "Disruptor blocking", atLeast = Compare.LEVEL)
        })
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OneToOneParkBenchmark {
    @Param({"OneToOne park", "ArrayBlockingQueue", "LinkedTransferQueue", "Disruptor blocking"})
    private String implementation = "";

    private @Nullable Line line;
    private Stream stream = Stream.NONE;

    @Setup
    public void open() {
        Line made = LongLived.of(
                switch (implementation) {
                    case "OneToOne park" -> HandOverLine.oneToOne(WaitStrategy.park());
                    case "ArrayBlockingQueue" ->
                        QueueLine.blocking(new ArrayBlockingQueue<>(Line.CAPACITY), 1, Tick::consumed);
                    case "LinkedTransferQueue" -> QueueLine.blocking(new LinkedTransferQueue<>(), 1, Tick::consumed);
                    case "Disruptor blocking" -> new DisruptorLine(ProducerType.SINGLE, new BlockingWaitStrategy());
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
