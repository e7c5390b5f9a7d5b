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

/// Four channels at which each selection is a meeting. As for the queues, see [SelectBenchmark]; where both sides
/// only asked nobody would ever meet, so one waits a moment at each.
@Compare(
        question = "What does it cost to meet anybody at any of four channels?",
        pattern = "C7",
        ours = "Channel.rendezvous",
        against = {@Claim(peer = "SynchronousQueue")})
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SelectRendezvousBenchmark {
    private static final int MESSAGES = 1000;

    @Param({"Channel.rendezvous", "SynchronousQueue"})
    private String implementation = "";

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long selectRxPlatform() throws Exception {
        return Workload.SELECT_RX.run(implementation, 0, false, MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long selectRxVirtual() throws Exception {
        return Workload.SELECT_RX.run(implementation, 0, true, MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long selectBothPlatform() throws Exception {
        return Workload.SELECT_BOTH.run(implementation, 0, false, MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long selectBothVirtual() throws Exception {
        return Workload.SELECT_BOTH.run(implementation, 0, true, MESSAGES);
    }
}
