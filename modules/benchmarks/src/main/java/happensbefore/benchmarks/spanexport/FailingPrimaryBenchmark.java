package happensbefore.benchmarks.spanexport;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.spanexport.CircuitBreaker;
import happensbefore.spanexport.otlp.Backend;
import happensbefore.spanexport.otlp.PrioritizedSpanExporter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
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

/// A primary backend that takes 5 ms to fail, and a fallback that takes as long to succeed. The SDK has no exporter
/// for that; what one writes by hand tries the one, and then the other, for every batch. So twice as many is all
/// that can be had; with a fallback that answers at once no two runs would agree on how many times it is.
///
/// The first failures, until the breaker opens, are not measured: each costs what all of them cost by hand. Its probes
/// are: one after a second, then after two, four, and so on.
@Compare(
        question =
                "How many spans a millisecond get through to a fallback that takes 5 ms, once the breaker of a primary"
                        + " that takes 5 ms to fail has opened?",
        pattern = "E4",
        ours = FailingPrimaryBenchmark.OURS,
        against = @Claim(peer = FailingPrimaryBenchmark.BY_HAND, atLeast = 1.5))
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class FailingPrimaryBenchmark {
    static final String OURS = "PrioritizedSpanExporter";
    static final String BY_HAND = "try one, then the other";
    private static final Duration SLOW = Duration.ofMillis(5);

    @Param({OURS, BY_HAND})
    private String implementation = "";

    private SpanExporter exporter = SpanExporter.composite();
    private List<SpanData> batch = List.of();

    /// What one writes by hand.
    private record Chain(SpanExporter primary, SpanExporter fallback) implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            boolean delivered = primary.export(spans).join(10, TimeUnit.SECONDS).isSuccess();
            return delivered ? CompletableResultCode.ofSuccess() : fallback.export(spans);
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofAll(List.of(primary.flush(), fallback.flush()));
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofAll(List.of(primary.shutdown(), fallback.shutdown()));
        }
    }

    @Setup
    public void open() {
        batch = Backends.batch();
        SpanExporter primary = new Backends.Answering(SLOW, false);
        SpanExporter fallback = new Backends.Answering(SLOW, true);
        exporter = implementation.equals(OURS)
                ? new PrioritizedSpanExporter(
                        new Backend("primary", primary),
                        CircuitBreaker.Settings.DEFAULT,
                        new Backend("fallback", fallback),
                        null,
                        MeterProvider.noop())
                : new Chain(primary, fallback);
        while (exporter instanceof PrioritizedSpanExporter ours && ours.circuit() == CircuitBreaker.State.CLOSED) {
            boolean _ = export();
        }
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
