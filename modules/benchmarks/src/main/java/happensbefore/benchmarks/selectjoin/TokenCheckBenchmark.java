package happensbefore.benchmarks.selectjoin;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.selectjoin.CancellationToken;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One operation is the question that a computing loop asks in each of its rounds, to a token two levels
/// below the root.
@Compare(
        question = "What does a computing task pay for asking whether it was cancelled?",
        pattern = "S3",
        ours = "CancellationToken",
        against = {@Claim(peer = "interrupt status"), @Claim(peer = "Future.isCancelled")})
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TokenCheckBenchmark {
    @Param({"CancellationToken", "interrupt status", "Future.isCancelled"})
    private String implementation = "";

    private BooleanSupplier asked = () -> false;

    @Setup
    public void choose() {
        CancellationToken token = new CancellationToken().child().child();
        Future<Integer> future = new CompletableFuture<>();
        asked = switch (implementation) {
            case "CancellationToken" -> token::isCancelled;
            case "interrupt status" -> () -> Thread.currentThread().isInterrupted();
            case "Future.isCancelled" -> future::isCancelled;
            default -> throw new IllegalArgumentException("no way to ask is named " + implementation);
        };
    }

    @Benchmark
    public boolean ask() {
        return asked.getAsBoolean();
    }
}
