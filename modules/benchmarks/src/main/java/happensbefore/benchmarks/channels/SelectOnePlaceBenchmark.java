package happensbefore.benchmarks.channels;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Four channels with room for one each, so nearly each selection waits. As for the queues, see [SelectBenchmark].
@Compare(
        question = "What does it cost to wait for any of four channels with room for one?",
        pattern = "C7",
        ours = "Channel.bounded",
        against = {@Claim(peer = "ArrayBlockingQueue")})
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SelectOnePlaceBenchmark {
    private static final int MESSAGES = 1000;

    @Param({"Channel.bounded", "ArrayBlockingQueue"})
    private String implementation = "";

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long selectRxPlatform() throws Exception {
        return Workload.SELECT_RX.run(implementation, 1, false, MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long selectRxVirtual() throws Exception {
        return Workload.SELECT_RX.run(implementation, 1, true, MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long selectBothPlatform() throws Exception {
        return Workload.SELECT_BOTH.run(implementation, 1, false, MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long selectBothVirtual() throws Exception {
        return Workload.SELECT_BOTH.run(implementation, 1, true, MESSAGES);
    }
}
