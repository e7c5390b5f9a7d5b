package happensbefore.benchmarks.otlpsystem;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.otlpsystem.ServiceLatencies;
import happensbefore.otlpsystem.otlp.InPlace;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Requests of 512 spans of sixteen attributes, from bytes to bytes: checked, counted, their durations entered, and an
/// attribute added to the resource.
@Compare(
        question = "How many spans does a gateway check and enrich, in bytes or in objects?",
        pattern = "O1",
        ours = EnrichBenchmark.OURS,
        against = @Claim(peer = EnrichBenchmark.THEIRS, atLeast = 1.5),
        threads = {1, 2})
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EnrichBenchmark {
    static final String OURS = "bytes in place";
    static final String THEIRS = "generated classes";
    static final int SPANS = 512;

    private static final Map<String, String> ADDED = Map.of("deployment.environment.name", "production");

    @Param({OURS, THEIRS})
    private String implementation = "";

    private final byte[] request = GeneratedClasses.request("checkout", SPANS);
    private UnaryOperator<byte[]> enrichment = UnaryOperator.identity();

    @Setup
    public void choose() {
        enrichment = of(implementation, new ServiceLatencies(10));
    }

    static UnaryOperator<byte[]> of(String implementation, ServiceLatencies services) {
        return switch (implementation) {
            case OURS -> new InPlace(ADDED, services)::enriched;
            case THEIRS -> new GeneratedClasses(ADDED, services)::enriched;
            default -> throw new IllegalArgumentException("no enrichment is named " + implementation);
        };
    }

    @Benchmark
    @OperationsPerInvocation(SPANS)
    public byte[] enrich() {
        return enrichment.apply(request);
    }
}
