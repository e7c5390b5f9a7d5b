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

/// Each node of a [RandomTree] is a task that forks all of its children but one.
@Compare(
        question = "How fast is a tree counted whose subtrees are of very different sizes, with a task for each node?",
        pattern = "W2",
        ours = "WorkStealingPool",
        against = @Claim(peer = "ForkJoinPool", atLeast = Compare.LEVEL))
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class UnbalancedForkBenchmark {
    private static final int WORKERS = 2;

    @Param({"WorkStealingPool", "ForkJoinPool"})
    private String implementation = "";

    private @Nullable ExecutorService pool;
    private Callable<Integer> count = () -> 0;

    @Setup
    public void open() {
        switch (implementation) {
            case "WorkStealingPool" -> {
                WorkStealingPool ours = new WorkStealingPool(WORKERS);
                count = () -> ours.invoke(new Ours(RandomTree.ROOT));
                pool = ours;
            }
            case "ForkJoinPool" -> {
                ForkJoinPool jdk = new ForkJoinPool(WORKERS);
                count = () -> jdk.invoke(new Jdk(RandomTree.ROOT));
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
    public int count() throws Exception {
        return count.call();
    }

    private static final class Ours extends Fork<Integer> {
        private final RandomTree node;

        Ours(RandomTree node) {
            this.node = node;
        }

        @Override
        protected Integer compute() {
            int children = node.children();
            if (children == 0) {
                return 1;
            }
            Ours[] forks = new Ours[children - 1];
            for (int i = 0; i < forks.length; i++) {
                forks[i] = new Ours(node.child(i));
                forks[i].fork();
            }
            int sum = 1 + new Ours(node.child(children - 1)).compute();
            for (int i = forks.length - 1; i >= 0; i--) {
                sum += forks[i].join();
            }
            return sum;
        }
    }

    private static final class Jdk extends RecursiveTask<Integer> {
        private static final long serialVersionUID = 1;

        private final transient RandomTree node;

        Jdk(RandomTree node) {
            this.node = node;
        }

        @Override
        protected Integer compute() {
            int children = node.children();
            if (children == 0) {
                return 1;
            }
            Jdk[] forks = new Jdk[children - 1];
            for (int i = 0; i < forks.length; i++) {
                forks[i] = new Jdk(node.child(i));
                forks[i].fork();
            }
            int sum = 1 + new Jdk(node.child(children - 1)).compute();
            for (int i = forks.length - 1; i >= 0; i--) {
                sum += forks[i].join();
            }
            return sum;
        }
    }
}
