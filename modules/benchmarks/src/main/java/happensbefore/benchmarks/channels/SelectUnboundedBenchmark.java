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

/// Four channels without a limit, so only receivers wait. As for the queues, see [SelectBenchmark].
@Compare(
        question = "What does it cost to wait for any of four unbounded channels?",
        pattern = "C7",
        ours = "Channel.unbounded",
        against = {@Claim(peer = "LinkedBlockingQueue")})
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SelectUnboundedBenchmark {
    private static final int MESSAGES = 20000;
    private static final int UNLIMITED = Integer.MAX_VALUE;

    @Param({"Channel.unbounded", "LinkedBlockingQueue"})
    private String implementation = "";

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long selectRxPlatform() throws Exception {
        return Workload.SELECT_RX.run(implementation, UNLIMITED, false, MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long selectRxVirtual() throws Exception {
        return Workload.SELECT_RX.run(implementation, UNLIMITED, true, MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long selectBothPlatform() throws Exception {
        return Workload.SELECT_BOTH.run(implementation, UNLIMITED, false, MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long selectBothVirtual() throws Exception {
        return Workload.SELECT_BOTH.run(implementation, UNLIMITED, true, MESSAGES);
    }
}
