package happensbefore.benchmarks.selectjoin;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.selectjoin.Join;
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

/// One operation joins three tasks of different types, as one call per signal would be.
@Compare(
        question = "What does it cost to join three tasks of different types?",
        pattern = "J1",
        ours = "Join.all",
        against = {
            @Claim(peer = "executor and Future.get", atLeast = 0.5),
            @Claim(peer = "CompletableFuture.thenCombine"),
            @Claim(peer = "Join.allOrCancel")
        })
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class JoinTypesBenchmark {
    @Param({"Join.all", "Join.allOrCancel", "executor and Future.get", "CompletableFuture.thenCombine"})
    private String implementation = "";

    private Callable<Long> call = () -> 0L;

    @Setup
    public void choose() {
        call = switch (implementation) {
            case "Join.all" -> () -> sum(Join.all(() -> 1, () -> 2L, () -> "3"));
            case "Join.allOrCancel" -> () -> sum(Join.allOrCancel(() -> 1, () -> 2L, () -> "3"));
            case "executor and Future.get" -> JoinTypesBenchmark::executor;
            case "CompletableFuture.thenCombine" -> JoinTypesBenchmark::futures;
            default -> throw new IllegalArgumentException("no join is named " + implementation);
        };
    }

    @Benchmark
    public long threeTypes() throws Exception {
        return call.call();
    }

    private static long executor() throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> first = executor.submit(() -> 1);
            Future<Long> second = executor.submit(() -> 2L);
            Future<String> third = executor.submit(() -> "3");
            return first.get() + second.get() + third.get().length();
        }
    }

    private static long futures() {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            return CompletableFuture.supplyAsync(() -> 1, executor)
                    .thenCombine(CompletableFuture.supplyAsync(() -> 2L, executor), Long::sum)
                    .thenCombine(
                            CompletableFuture.supplyAsync(() -> "3", executor), (sum, third) -> sum + third.length())
                    .join();
        }
    }

    private static long sum(Join.Three<Integer, Long, String> all) {
        return all.first() + all.second() + all.third().length();
    }
}
