package happensbefore.benchmarks.workstealing;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.workstealing.Threshold;
import happensbefore.workstealing.TreeReduction;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
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
import org.openjdk.jmh.infra.Blackhole;

/// The nodes of a [RandomTree] are visited, each for some hundred nanoseconds, with one threshold or another.
@Compare(
        question = "When should a task that walks an unbalanced tree give a part of it away?",
        pattern = "W1",
        ours = "surplus",
        against = {
            @Claim(peer = "every node"),
            @Claim(peer = "depth"),
            @Claim(peer = "parallel stream of the root's children"),
            @Claim(peer = "one thread", atLeast = 1)
        })
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TreeReductionBenchmark {
    private static final int WORKERS = 2;
    private static final long WORK = 100;
    private static final int SURPLUS = 3;
    private static final int DEPTH = 3;

    @Param({"surplus", "every node", "depth", "parallel stream of the root's children", "one thread"})
    private String implementation = "";

    private @Nullable ForkJoinPool pool;
    private IntSupplier count = () -> 0;

    @Setup
    public void open() {
        ForkJoinPool jdk = new ForkJoinPool(WORKERS);
        pool = jdk;
        count = switch (implementation) {
            case "surplus" -> () -> reduction(new Threshold.Surplus(SURPLUS)).reduce(jdk, RandomTree.ROOT);
            case "every node" -> () -> reduction(new Threshold.EveryNode()).reduce(jdk, RandomTree.ROOT);
            case "depth" -> () -> reduction(new Threshold.Depth(DEPTH)).reduce(jdk, RandomTree.ROOT);
            case "parallel stream of the root's children" ->
                () -> jdk.submit(() -> children(RandomTree.ROOT).parallelStream()
                                .mapToInt(TreeReductionBenchmark::alone)
                                .sum())
                        .join();
            case "one thread" -> () -> alone(RandomTree.ROOT);
            default -> throw new IllegalArgumentException("no way is named " + implementation);
        };
    }

    @TearDown
    public void close() {
        if (pool != null) {
            pool.close();
        }
    }

    @Benchmark
    public int count() {
        return count.getAsInt();
    }

    private static TreeReduction<RandomTree, Integer> reduction(Threshold threshold) {
        return new TreeReduction<>(
                TreeReductionBenchmark::children, TreeReductionBenchmark::visit, Integer::sum, threshold);
    }

    private static int alone(RandomTree root) {
        ArrayDeque<RandomTree> todo = new ArrayDeque<>(List.of(root));
        int sum = 0;
        while (!todo.isEmpty()) {
            RandomTree node = todo.pop();
            sum += visit(node);
            children(node).forEach(todo::push);
        }
        return sum;
    }

    private static List<RandomTree> children(RandomTree node) {
        return IntStream.range(0, node.children()).mapToObj(node::child).toList();
    }

    private static int visit(RandomTree node) {
        Blackhole.consumeCPU(WORK);
        return 1;
    }
}
