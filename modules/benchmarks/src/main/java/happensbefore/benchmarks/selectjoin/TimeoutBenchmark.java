package happensbefore.benchmarks.selectjoin;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.selectjoin.Timeouts;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
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

/// One operation is a call with a limit that ends at once: what is left is the price of the limit.
/// `orTimeout` stops no work, and `get` with a limit carries nothing to calls below.
@Compare(
        question = "What does a time limit cost, when it is kept?",
        pattern = "S2",
        ours = "Timeouts.within",
        against = {@Claim(peer = "executor and Future.get", atLeast = 0.5), @Claim(peer = "CompletableFuture.orTimeout")
        })
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TimeoutBenchmark {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @Param({"Timeouts.within", "executor and Future.get", "CompletableFuture.orTimeout"})
    private String implementation = "";

    private Callable<Integer> call = () -> 0;

    @Setup
    public void choose() {
        call = switch (implementation) {
            case "Timeouts.within" -> () -> Timeouts.within(LIMIT, () -> 1);
            case "executor and Future.get" -> TimeoutBenchmark::executor;
            case "CompletableFuture.orTimeout" -> TimeoutBenchmark::future;
            default -> throw new IllegalArgumentException("no time limit is named " + implementation);
        };
    }

    @Benchmark
    public int inTime() throws Exception {
        return call.call();
    }

    private static int executor() throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            return executor.submit(() -> 1).get(LIMIT.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private static int future() {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            return CompletableFuture.supplyAsync(() -> 1, executor)
                    .orTimeout(LIMIT.toNanos(), TimeUnit.NANOSECONDS)
                    .join();
        }
    }
}
