package happensbefore.benchmarks.spanexport;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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

/// Each thread ends a thousand spans, and while nobody measures it flushes until as many were exported as have ended:
/// a flush of the SDK's may answer before, and then there would not always be room.
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
    private static final int CAPACITY = 16 * SPANS; // of eight threads: a round that has ended, and one that has begun
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    @Param({Processors.OURS, Processors.THEIRS})
    private String implementation = "";

    private SpanProcessor processor = SpanProcessor.composite();
    private ReadableSpan span = Processors.endedSpan();
    private final AtomicLong ended = new AtomicLong();
    private final AtomicLong exported = new AtomicLong();

    private record Counting(AtomicLong spans) implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> batch) {
            spans.addAndGet(batch.size());
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    @Setup
    public void open() {
        processor = Processors.open(implementation, CAPACITY, new Counting(exported));
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
            benchmark.flush();
        }
    }

    private void flush() {
        long all = ended.addAndGet(SPANS);
        long begin = System.nanoTime();
        while (exported.get() < all) {
            processor.forceFlush().join(10, TimeUnit.SECONDS);
            if (System.nanoTime() - begin > PATIENCE) {
                throw new IllegalStateException(exported + " of " + all + " spans were exported");
            }
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
