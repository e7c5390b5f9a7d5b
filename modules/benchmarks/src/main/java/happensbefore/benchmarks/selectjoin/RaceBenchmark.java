package happensbefore.benchmarks.selectjoin;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.selectjoin.Race;
import java.util.Collections;
import java.util.List;
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

/// One operation is a race of 10 runners that arrive at once: what is left is the price of the race. `anyOf`
/// cancels nobody, and `invokeAny` keeps one of the failures.
@Compare(
        question = "What does it cost to race 10 tasks, each on a virtual thread of its own?",
        pattern = "S1",
        ours = "Race.firstSuccessful",
        against = {
            @Claim(peer = "invokeAny", atLeast = 0.5),
            @Claim(peer = "CompletableFuture.anyOf"),
            @Claim(peer = "Race.firstCompleted")
        })
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class RaceBenchmark {
    private static final int RUNNERS = 10;

    @Param({"Race.firstSuccessful", "Race.firstCompleted", "invokeAny", "CompletableFuture.anyOf"})
    private String implementation = "";

    private final List<Callable<Integer>> tasks = Collections.nCopies(RUNNERS, () -> 1);
    private Callable<Integer> call = () -> 0;

    @Setup
    public void choose() {
        call = switch (implementation) {
            case "Race.firstSuccessful" -> () -> Race.firstSuccessful(tasks);
            case "Race.firstCompleted" -> () -> Race.firstCompleted(tasks);
            case "invokeAny" -> this::invokeAny;
            case "CompletableFuture.anyOf" -> this::futures;
            default -> throw new IllegalArgumentException("no race is named " + implementation);
        };
    }

    @Benchmark
    public int tenRunners() throws Exception {
        return call.call();
    }

    private int invokeAny() throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            return executor.invokeAny(tasks);
        }
    }

    private int futures() {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            return CompletableFuture.anyOf(tasks.stream()
                            .map(_ -> CompletableFuture.supplyAsync(() -> 1, executor))
                            .toArray(CompletableFuture[]::new))
                    .thenApply(Integer.class::cast)
                    .join();
        }
    }
}
