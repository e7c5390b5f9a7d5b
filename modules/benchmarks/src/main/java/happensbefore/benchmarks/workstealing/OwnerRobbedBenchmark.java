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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/// The owner forks and takes back, and a thief steals whenever it finds something. An operation is an item that the
/// owner has pushed, and that one of the two has taken. The thief runs in a thread of its own, outside JMH's.
@Compare(
        question = "How many tasks does a worker fork and take back while a thief steals what it can?",
        pattern = "W2",
        ours = TaskDeques.CHASE_LEV,
        against = {@Claim(peer = TaskDeques.LINKED), @Claim(peer = TaskDeques.SYNCHRONIZED)})
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OwnerRobbedBenchmark {
    private static final int FORKS = 16;
    private static final Object ITEM = new Object();

    @Param({TaskDeques.CHASE_LEV, TaskDeques.LINKED, TaskDeques.SYNCHRONIZED})
    private String implementation = "";

    private TaskDeque deque = TaskDeques.named(TaskDeques.CHASE_LEV);
    private Thread thief = new Thread();
    private volatile boolean done;

    @Setup
    public void makeDeque() {
        TaskDeque victim = TaskDeques.named(implementation);
        deque = victim;
        done = false;
        thief = Thread.ofPlatform().daemon().name("thief").start(() -> {
            while (!done) {
                if (victim.steal() == null) {
                    Thread.onSpinWait();
                }
            }
        });
    }

    @TearDown
    public void endThief() throws InterruptedException {
        done = true;
        thief.join();
    }

    @Benchmark
    @OperationsPerInvocation(FORKS)
    public void forkAndTakeBack(Blackhole blackhole) {
        for (int fork = 0; fork < FORKS; fork++) {
            deque.push(ITEM);
        }
        for (Object item = deque.pop(); item != null; item = deque.pop()) {
            blackhole.consume(item);
        }
    }
}
