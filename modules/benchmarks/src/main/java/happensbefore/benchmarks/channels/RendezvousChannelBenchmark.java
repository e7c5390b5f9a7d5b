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

/// Each message is a meeting. One operation is one message; the threads are started anew for every 1,000.
@Compare(
        question = "How fast do senders and receivers meet?",
        pattern = "C3",
        ours = "Channel.rendezvous",
        against = {@Claim(peer = "SynchronousQueue", atLeast = Compare.LEVEL)})
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RendezvousChannelBenchmark {
    private static final int MESSAGES = 1000;

    @Param({"Channel.rendezvous", "SynchronousQueue"})
    private String implementation = "";

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long spscPlatform() throws Exception {
        return Workload.SPSC.run(implementation, 0, false, MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long spscVirtual() throws Exception {
        return Workload.SPSC.run(implementation, 0, true, MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long mpscPlatform() throws Exception {
        return Workload.MPSC.run(implementation, 0, false, MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long mpscVirtual() throws Exception {
        return Workload.MPSC.run(implementation, 0, true, MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long mpmcPlatform() throws Exception {
        return Workload.MPMC.run(implementation, 0, false, MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long mpmcVirtual() throws Exception {
        return Workload.MPMC.run(implementation, 0, true, MESSAGES);
    }
}
