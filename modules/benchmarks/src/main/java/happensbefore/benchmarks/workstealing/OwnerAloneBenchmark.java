package happensbefore.benchmarks.workstealing;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.benchmarks.workstealing.TaskDeques.TaskDeque;
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
import org.openjdk.jmh.infra.Blackhole;

/// What a worker does most: it forks a few tasks and takes them back, and nobody steals any. An operation is a push and
/// a pop.
@Compare(
        question = "What do a push and a pop cost the owner when no thief is there?",
        pattern = "W2",
        ours = TaskDeques.CHASE_LEV,
        against = {@Claim(peer = TaskDeques.LINKED), @Claim(peer = TaskDeques.SYNCHRONIZED)})
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OwnerAloneBenchmark {
    private static final int FORKS = 16;
    private static final Object ITEM = new Object();

    @Param({TaskDeques.CHASE_LEV, TaskDeques.LINKED, TaskDeques.SYNCHRONIZED})
    private String implementation = "";

    private TaskDeque deque = TaskDeques.named(TaskDeques.CHASE_LEV);

    @Setup
    public void makeDeque() {
        deque = TaskDeques.named(implementation);
    }

    @Benchmark
    @OperationsPerInvocation(FORKS)
    public void forkAndTakeBack(Blackhole blackhole) {
        for (int fork = 0; fork < FORKS; fork++) {
            deque.push(ITEM);
        }
        for (int fork = 0; fork < FORKS; fork++) {
            blackhole.consume(deque.pop());
        }
    }
}
