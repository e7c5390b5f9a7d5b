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

/// One operation is one message; the threads are started anew for every 50,000 of them.
@Compare(
        question = "How fast do messages go through an unbounded channel?",
        pattern = "C2",
        ours = "Channel.unbounded",
        against = {@Claim(peer = "LinkedBlockingQueue", atLeast = 2)})
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class UnboundedChannelBenchmark {
    private static final int MESSAGES = 50000;
    private static final int UNLIMITED = Integer.MAX_VALUE;

    @Param({"Channel.unbounded", "LinkedBlockingQueue"})
    private String implementation = "";

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long alone() throws Exception {
        return Workload.SEQ.run(implementation, UNLIMITED, false, MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long spscPlatform() throws Exception {
        return Workload.SPSC.run(implementation, UNLIMITED, false, MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long spscVirtual() throws Exception {
        return Workload.SPSC.run(implementation, UNLIMITED, true, MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long mpscPlatform() throws Exception {
        return Workload.MPSC.run(implementation, UNLIMITED, false, MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long mpscVirtual() throws Exception {
        return Workload.MPSC.run(implementation, UNLIMITED, true, MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long mpmcPlatform() throws Exception {
        return Workload.MPMC.run(implementation, UNLIMITED, false, MESSAGES);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long mpmcVirtual() throws Exception {
        return Workload.MPMC.run(implementation, UNLIMITED, true, MESSAGES);
    }
}
