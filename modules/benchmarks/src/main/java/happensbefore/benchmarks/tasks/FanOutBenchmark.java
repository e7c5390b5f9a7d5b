package happensbefore.benchmarks.tasks;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.tasks.FanOut;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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

/// One operation is a call with 100 tasks that do next to nothing: what is left is the price of the fan-out.
/// `invokeAll` and the futures wait for slow tasks after a failure; ours does not.
@Compare(
        question = "What does it cost to run 100 tasks, each on a virtual thread of its own, and to wait for all?",
        pattern = "T1",
        ours = "FanOut",
        against = {@Claim(peer = "invokeAll", atLeast = 0.5), @Claim(peer = "CompletableFuture.allOf")})
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class FanOutBenchmark {
    private static final int TASKS = 100;

    @Param({"FanOut", "invokeAll", "CompletableFuture.allOf"})
    private String implementation = "";

    private final List<Callable<Integer>> tasks = Collections.nCopies(TASKS, () -> 1);
    private Callable<Integer> call = () -> 0;

    @Setup
    public void choose() {
        call = switch (implementation) {
            case "FanOut" -> () -> sum(FanOut.all(tasks));
            case "invokeAll" -> this::invokeAll;
            case "CompletableFuture.allOf" -> this::futures;
            default -> throw new IllegalArgumentException("no fan-out is named " + implementation);
        };
    }

    @Benchmark
    public int hundredTasks() throws Exception {
        return call.call();
    }

    private int invokeAll() throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            int sum = 0;
            for (Future<Integer> future : executor.invokeAll(tasks)) {
                sum += future.resultNow();
            }
            return sum;
        }
    }

    private int futures() {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Integer>> futures = new ArrayList<>();
            for (Callable<Integer> task : tasks) {
                futures.add(CompletableFuture.supplyAsync(() -> called(task), executor));
            }
            CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new)).join();
            return futures.stream().mapToInt(CompletableFuture::resultNow).sum();
        }
    }

    private static int called(Callable<Integer> task) {
        try {
            return task.call();
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    private static int sum(List<Integer> results) {
        return results.stream().mapToInt(Integer::intValue).sum();
    }
}
