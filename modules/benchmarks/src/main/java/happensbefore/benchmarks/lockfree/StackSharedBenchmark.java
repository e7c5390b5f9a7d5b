package happensbefore.benchmarks.lockfree;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.benchmarks.LongLived;
import happensbefore.benchmarks.lockfree.Stacks.PushPop;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/// Each thread pops after its own push, so no pop finds nothing.
@Compare(
        question = "What do a push and a pop cost when two threads do both on one stack?",
        pattern = "L4",
        ours = Stacks.TREIBER,
        against = {
            @Claim(peer = Stacks.LINKED_DEQUE, atLeast = Compare.LEVEL),
            @Claim(peer = Stacks.SYNCHRONIZED),
            @Claim(peer = Stacks.ELIMINATION),
            @Claim(peer = Stacks.STAMPED),
            @Claim(peer = Stacks.OFF_HEAP)
        })
@State(Scope.Benchmark)
@Threads(2)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StackSharedBenchmark {
    @Param({
        Stacks.TREIBER,
        Stacks.LINKED_DEQUE,
        Stacks.SYNCHRONIZED,
        Stacks.ELIMINATION,
        Stacks.STAMPED,
        Stacks.OFF_HEAP
    })
    private String implementation = "";

    private PushPop stack = Stacks.named(Stacks.TREIBER);
    private Object item = new Object();

    @Setup
    public void makeStack() {
        stack = LongLived.of(Stacks.named(implementation));
        item = new Object();
    }

    @Benchmark
    public @Nullable Object pushAndPop() {
        stack.push(item);
        return stack.pop();
    }

    @TearDown
    public void end() {
        stack.close();
    }
}
