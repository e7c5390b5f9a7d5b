package happensbefore.benchmarks.workstealing;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.workstealing.Fork;
import happensbefore.workstealing.WorkStealingPool;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// The naive Fibonacci number with a fork for every call: the tasks do next to nothing, so what is measured is the fork
/// and the join. Nobody should compute like that.
@Compare(
        question = "What does a fork with its join cost, where the tasks do next to nothing?",
        pattern = "W2",
        ours = "WorkStealingPool",
        against = @Claim(peer = "ForkJoinPool", atLeast = Compare.LEVEL))
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ForkJoinFibBenchmark {
    private static final int WORKERS = 2;
    private static final int N = 20;

    @Param({"WorkStealingPool", "ForkJoinPool"})
    private String implementation = "";

    private @Nullable ExecutorService pool;
    private Callable<Integer> fib = () -> 0;

    @Setup
    public void open() {
        switch (implementation) {
            case "WorkStealingPool" -> {
                WorkStealingPool ours = new WorkStealingPool(WORKERS);
                fib = () -> ours.invoke(new Ours(N));
                pool = ours;
            }
            case "ForkJoinPool" -> {
                ForkJoinPool jdk = new ForkJoinPool(WORKERS);
                fib = () -> jdk.invoke(new Jdk(N));
                pool = jdk;
            }
            default -> throw new IllegalArgumentException("no pool is named " + implementation);
        }
    }

    @TearDown
    public void close() {
        if (pool != null) {
            pool.close();
        }
    }

    @Benchmark
    public int fib() throws Exception {
        return fib.call();
    }

    private static final class Ours extends Fork<Integer> {
        private final int n;

        Ours(int n) {
            this.n = n;
        }

        @Override
        protected Integer compute() {
            if (n < 2) {
                return n;
            }
            Fork<Integer> one = new Ours(n - 1).fork();
            return new Ours(n - 2).compute() + one.join();
        }
    }

    private static final class Jdk extends RecursiveTask<Integer> {
        private static final long serialVersionUID = 1;

        private final int n;

        Jdk(int n) {
            this.n = n;
        }

        @Override
        protected Integer compute() {
            if (n < 2) {
                return n;
            }
            var one = new Jdk(n - 1).fork();
            return new Jdk(n - 2).compute() + one.join();
        }
    }
}
