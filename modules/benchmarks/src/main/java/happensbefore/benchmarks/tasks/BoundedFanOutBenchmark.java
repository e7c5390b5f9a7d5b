package happensbefore.benchmarks.tasks;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.tasks.BoundedFanOut;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Gatherers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One operation is a call with 100 tasks that do next to nothing, eight in flight: what is left is the price
/// of the bound. The semaphore starts all threads at once and lets them wait; `mapConcurrent` keeps the order.
@Compare(
        question = "What does it cost to run 100 tasks with at most 8 in flight?",
        pattern = "T2",
        ours = "BoundedFanOut",
        against = {@Claim(peer = "mapConcurrent", atLeast = 0.7), @Claim(peer = "executor and Semaphore")})
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class BoundedFanOutBenchmark {
    private static final int TASKS = 100;
    private static final int LIMIT = 8;

    @Param({"BoundedFanOut", "mapConcurrent", "executor and Semaphore"})
    private String implementation = "";

    private final List<Callable<Integer>> tasks = Collections.nCopies(TASKS, () -> 1);
    private final BoundedFanOut fanOut = new BoundedFanOut(LIMIT);
    private Callable<Integer> call = () -> 0;

    @Setup
    public void choose() {
        call = switch (implementation) {
            case "BoundedFanOut" -> () -> sum(fanOut.all(tasks));
            case "mapConcurrent" ->
                () -> sum(tasks.stream()
                        .gather(Gatherers.mapConcurrent(LIMIT, BoundedFanOutBenchmark::called))
                        .toList());
            case "executor and Semaphore" -> this::semaphore;
            default -> throw new IllegalArgumentException("no bounded fan-out is named " + implementation);
        };
    }

    @Benchmark
    public int hundredTasks() throws Exception {
        return call.call();
    }

    private int semaphore() throws Exception {
        Semaphore permits = new Semaphore(LIMIT);
        List<Future<Integer>> futures = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Callable<Integer> task : tasks) {
                futures.add(executor.submit(() -> {
                    permits.acquire();
                    try {
                        return task.call();
                    } finally {
                        permits.release();
                    }
                }));
            }
        }
        return futures.stream().mapToInt(Future::resultNow).sum();
    }

    private static int called(Callable<Integer> task) {
        try {
            return task.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static int sum(List<Integer> results) {
        return results.stream().mapToInt(Integer::intValue).sum();
    }
}
