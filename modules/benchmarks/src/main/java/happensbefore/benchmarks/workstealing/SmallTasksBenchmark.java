package happensbefore.benchmarks.workstealing;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.workstealing.WorkStealingPool;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/// Each thread, none of them a worker, executes a thousand tasks of about a hundred nanoseconds, and waits until all
/// have
/// run.
@Compare(
        question = "How fast are many small tasks run that come from outside the pool?",
        pattern = "W2",
        ours = "WorkStealingPool",
        against = {@Claim(peer = "ForkJoinPool", atLeast = Compare.LEVEL), @Claim(peer = "fixed thread pool")},
        threads = {1, 2})
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class SmallTasksBenchmark {
    private static final int WORKERS = 2;
    private static final int TASKS = 1_000;
    private static final long WORK = 50;

    @Param({"WorkStealingPool", "ForkJoinPool", "fixed thread pool"})
    private String implementation = "";

    private @Nullable ExecutorService pool;

    @Setup
    public void open() {
        pool = switch (implementation) {
            case "WorkStealingPool" -> new WorkStealingPool(WORKERS);
            case "ForkJoinPool" -> new ForkJoinPool(WORKERS);
            case "fixed thread pool" -> Executors.newFixedThreadPool(WORKERS);
            default -> throw new IllegalArgumentException("no pool is named " + implementation);
        };
    }

    @TearDown
    public void close() {
        if (pool != null) {
            pool.close();
        }
    }

    @Benchmark
    @OperationsPerInvocation(TASKS)
    public void thousandTasks() throws InterruptedException {
        ExecutorService pool = this.pool;
        if (pool == null) {
            throw new IllegalStateException("not open");
        }
        AtomicInteger left = new AtomicInteger(TASKS);
        CountDownLatch all = new CountDownLatch(1);
        for (int i = 0; i < TASKS; i++) {
            pool.execute(() -> {
                Blackhole.consumeCPU(WORK);
                if (left.decrementAndGet() == 0) {
                    all.countDown();
                }
            });
        }
        all.await();
    }
}
