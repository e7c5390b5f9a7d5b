package happensbefore.benchmarks.selectjoin;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.selectjoin.CancellationToken;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One operation runs work that ends at once and that could be cancelled meanwhile. Ours starts two threads,
/// one of which waits for the token; a future starts one, and whoever cancels must know the future.
@Compare(
        question = "What does it cost to run work that somebody may cancel?",
        pattern = "S3",
        ours = "CancellationToken.call",
        against = {@Claim(peer = "executor and Future.cancel", atLeast = 0.25)})
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CancellableCallBenchmark {
    @Param({"CancellationToken.call", "executor and Future.cancel"})
    private String implementation = "";

    private final CancellationToken token = new CancellationToken();
    private Callable<Integer> call = () -> 0;

    @Setup
    public void choose() {
        call = switch (implementation) {
            case "CancellationToken.call" -> () -> token.call(() -> 1);
            case "executor and Future.cancel" -> CancellableCallBenchmark::executor;
            default -> throw new IllegalArgumentException("no call is named " + implementation);
        };
    }

    @Benchmark
    public int notCancelled() throws Exception {
        return call.call();
    }

    private static int executor() throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            return executor.submit(() -> 1).get();
        }
    }
}
