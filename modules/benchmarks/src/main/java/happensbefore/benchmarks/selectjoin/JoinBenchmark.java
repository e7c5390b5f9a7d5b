package happensbefore.benchmarks.selectjoin;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.selectjoin.Join;
import happensbefore.selectjoin.Outcome;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One operation is a call with 100 tasks that do next to nothing: what is left is the price of the join. The
/// peers keep no order of failures, cancel nothing, and `allOf` gives no results.
@Compare(
        question = "What does it cost to run 100 tasks, each on a virtual thread of its own, and to join them all?",
        pattern = "J3",
        ours = "Join.all",
        against = {
            @Claim(peer = "invokeAll", atLeast = 0.5),
            @Claim(peer = "CompletableFuture.allOf"),
            @Claim(peer = "Join.allOrCancel"),
            @Claim(peer = "Join.settle")
        })
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class JoinBenchmark {
    private static final int TASKS = 100;

    @Param({"Join.all", "Join.allOrCancel", "Join.settle", "invokeAll", "CompletableFuture.allOf"})
    private String implementation = "";

    private final List<Callable<Integer>> tasks = Collections.nCopies(TASKS, () -> 1);
    private Callable<Integer> call = () -> 0;

    @Setup
    public void choose() {
        call = switch (implementation) {
            case "Join.all" -> () -> sum(Join.all(tasks));
            case "Join.allOrCancel" -> () -> sum(Join.allOrCancel(tasks));
            case "Join.settle" -> () -> settled(Join.settle(tasks));
            case "invokeAll" -> this::invokeAll;
            case "CompletableFuture.allOf" -> this::futures;
            default -> throw new IllegalArgumentException("no join is named " + implementation);
        };
    }

    @Benchmark
    public int hundredTasks() throws Exception {
        return call.call();
    }

    private int invokeAll() throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            return executor.invokeAll(tasks).stream()
                    .mapToInt(Future::resultNow)
                    .sum();
        }
    }

    private int futures() {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Integer>> futures = tasks.stream()
                    .map(_ -> CompletableFuture.supplyAsync(() -> 1, executor))
                    .toList();
            CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new)).join();
            return futures.stream().mapToInt(CompletableFuture::resultNow).sum();
        }
    }

    private static int sum(List<Integer> results) {
        return results.stream().mapToInt(Integer::intValue).sum();
    }

    private static int settled(List<Outcome<Integer>> outcomes) {
        return outcomes.stream()
                .mapToInt(outcome -> outcome instanceof Outcome.Success<Integer>(Integer value) ? value : -1)
                .sum();
    }
}
