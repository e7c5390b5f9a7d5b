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
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// The backend hangs, so after the first moment every span is dropped and counted, as both do unless told
/// otherwise.
@Compare(
        question = "What does the end of a span cost the service, when the queue is full?",
        pattern = "E2",
        ours = Processors.OURS,
        against = @Claim(peer = Processors.THEIRS, atLeast = Compare.LEVEL),
        threads = {1, 2, 8})
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OnEndWithoutRoomBenchmark {
    private static final int CAPACITY = 2048;

    @Param({Processors.OURS, Processors.THEIRS})
    private String implementation = "";

    private final Hanging exporter = new Hanging();
    private SpanProcessor processor = SpanProcessor.composite();
    private ReadableSpan span = Processors.endedSpan();

    private static final class Hanging implements SpanExporter {
        private final CompletableResultCode never = new CompletableResultCode();

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            return never;
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
        processor = Processors.open(implementation, CAPACITY, exporter);
        for (int i = 0; i < 10 * CAPACITY; i++) {
            processor.onEnd(span);
        }
    }

    @TearDown
    public void close() {
        exporter.never.fail();
        processor.shutdown().join(10, TimeUnit.SECONDS);
    }

    @Benchmark
    public void onEnd() {
        processor.onEnd(span);
    }
}
