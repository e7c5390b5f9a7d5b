package happensbefore.benchmarks.pipelines;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.pipelines.CpuPool;
import happensbefore.pipelines.Order;
import happensbefore.pipelines.Workers;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
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

/// A pool of two threads computes for all three stages. By hand, each item is handed to the pool alone, and its stage's
/// thread waits for it; or each stage has two threads of its own, and there is no pool.
@Compare(
        question = "How fast do items go through three stages that compute on one pool, in whatever order?",
        pattern = "Q3",
        ours = "Pipeline",
        against = {
            @Claim(peer = "ArrayBlockingQueue and a pool", atLeast = 1.5),
            @Claim(peer = "ArrayBlockingQueue and threads"),
            @Claim(peer = "Pipeline one by one")
        })
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CpuStageBenchmark {
    private static final int ITEMS = 20_000;
    private static final int WORKERS = 2;

    @Param({"Pipeline", "Pipeline one by one", "ArrayBlockingQueue and a pool", "ArrayBlockingQueue and threads"})
    private String implementation = "";

    private CpuPool pool = new CpuPool("pipeline", WORKERS);
    private ExecutorService executor = Executors.newFixedThreadPool(WORKERS);
    private Callable<Long> stages = () -> 0L;

    @Setup
    public void choose() {
        stages = switch (implementation) {
            case "Pipeline" -> () -> pipeline(true).run(Work.STAGES, ITEMS);
            case "Pipeline one by one" -> () -> pipeline(false).run(Work.STAGES, ITEMS);
            case "ArrayBlockingQueue and a pool" -> () -> onThePool().run(Work.STAGES, ITEMS);
            case "ArrayBlockingQueue and threads" -> () -> onThreads().run(Work.STAGES, ITEMS);
            default -> throw new IllegalArgumentException("no stages are named " + implementation);
        };
    }

    @TearDown
    public void end() {
        pool.close();
        executor.close();
    }

    private PipelineStages pipeline(boolean prompt) {
        return new PipelineStages(Workers.on(pool), Order.AS_DONE, prompt, Work.CAPACITY, Work::mix);
    }

    private QueueStages onThePool() {
        return new QueueStages(Thread.ofVirtual().factory(), WORKERS, Work.CAPACITY, this::mixOnThePool);
    }

    private long mixOnThePool(long value) {
        try {
            return executor.submit(() -> Work.mix(value)).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e); // nobody interrupts, and it does not fail
        }
    }

    private static QueueStages onThreads() {
        return new QueueStages(Thread.ofPlatform().factory(), WORKERS, Work.CAPACITY, Work::mix);
    }

    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long items() throws Exception {
        return stages.call();
    }
}
