package happensbefore.benchmarks.spanexport;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Each thread ends a thousand spans, and empties the queue while nobody measures: there is always room.
@Compare(
        question = "What does the end of a span cost the service, when the queue has room?",
        pattern = "E2",
        ours = Processors.OURS,
        against = @Claim(peer = Processors.THEIRS, atLeast = Compare.LEVEL),
        threads = {1, 2, 8})
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OnEndBenchmark {
    private static final int SPANS = 1024;
    private static final int CAPACITY = 16 * SPANS;

    @Param({Processors.OURS, Processors.THEIRS})
    private String implementation = "";

    private SpanProcessor processor = SpanProcessor.composite();
    private ReadableSpan span = Processors.endedSpan();

    @Setup
    public void open() {
        processor = Processors.open(implementation, CAPACITY, SpanExporter.composite());
    }

    @TearDown
    public void close() {
        processor.shutdown().join(10, TimeUnit.SECONDS);
    }

    /// What one thread has ended and not yet flushed.
    @State(Scope.Thread)
    public static class Round {
        @TearDown(Level.Invocation)
        public void flush(OnEndBenchmark benchmark) {
            benchmark.processor.forceFlush().join(10, TimeUnit.SECONDS);
        }
    }

    @Benchmark
    @OperationsPerInvocation(SPANS)
    public void onEnd(Round round) {
        for (int i = 0; i < SPANS; i++) {
            processor.onEnd(span);
        }
    }
}
