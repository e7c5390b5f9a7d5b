package happensbefore.benchmarks.spanexport;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

/// A processor that exports one batch after the other, as the SDK's does, and two backends, one of them slow.
@Compare(
        question = "How many spans a millisecond reach the backend that answers at once, while the other takes 5 ms?",
        pattern = "E3",
        ours = Backends.OURS,
        against = @Claim(peer = Backends.THEIRS, atLeast = 10))
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class SlowBackendBenchmark {
    @Param({Backends.OURS, Backends.THEIRS})
    private String implementation = "";

    private SpanExporter exporter = SpanExporter.composite();
    private List<SpanData> batch = List.of();

    @Setup
    public void open() {
        batch = Backends.batch();
        exporter = Backends.open(
                implementation,
                new Backends.Answering(Duration.ZERO, true),
                new Backends.Answering(Duration.ofMillis(5), true));
    }

    @TearDown
    public void close() {
        exporter.shutdown().join(10, TimeUnit.SECONDS);
    }

    @Benchmark
    @OperationsPerInvocation(Backends.BATCH)
    public boolean export() {
        return exporter.export(batch).join(10, TimeUnit.SECONDS).isSuccess();
    }
}
