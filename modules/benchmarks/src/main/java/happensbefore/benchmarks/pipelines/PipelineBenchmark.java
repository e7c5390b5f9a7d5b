package happensbefore.benchmarks.pipelines;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.pipelines.Order;
import happensbefore.pipelines.Workers;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
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

/// Both have a thread for the source, one for each stage and one for the sink, and room for 1024 items in between.
@Compare(
        question = "How fast do items go through three stages that do next to nothing, one virtual thread each?",
        pattern = "Q1",
        ours = "Pipeline",
        against = {
            @Claim(peer = "ArrayBlockingQueue and threads", atLeast = 1.5),
            @Claim(peer = "ArrayBlockingQueue and platform threads", atLeast = 1.5),
            @Claim(peer = "Pipeline one by one")
        })
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PipelineBenchmark {
    private static final int ITEMS = 20_000;

    @Param({
        "Pipeline",
        "Pipeline one by one",
        "ArrayBlockingQueue and threads",
        "ArrayBlockingQueue and platform threads"
    })
    private String implementation = "";

    private Callable<Long> stages = () -> 0L;

    @Setup
    public void choose() {
        stages = switch (implementation) {
            case "Pipeline" -> () -> pipeline(true).run(Work.STAGES, ITEMS);
            case "Pipeline one by one" -> () -> pipeline(false).run(Work.STAGES, ITEMS);
            case "ArrayBlockingQueue and threads" ->
                () -> queues(Thread.ofVirtual().factory()).run(Work.STAGES, ITEMS);
            case "ArrayBlockingQueue and platform threads" ->
                () -> queues(Thread.ofPlatform().factory()).run(Work.STAGES, ITEMS);
            default -> throw new IllegalArgumentException("no stages are named " + implementation);
        };
    }

    private static PipelineStages pipeline(boolean prompt) {
        return new PipelineStages(Workers.virtual(1), Order.KEPT, prompt, Work.CAPACITY, Work::mix);
    }

    private static QueueStages queues(ThreadFactory threads) {
        return new QueueStages(threads, 1, Work.CAPACITY, Work::mix);
    }

    @Benchmark
    @OperationsPerInvocation(ITEMS)
    public long items() throws Exception {
        return stages.call();
    }
}
