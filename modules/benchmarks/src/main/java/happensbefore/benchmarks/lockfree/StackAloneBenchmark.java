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

/// The stack is empty before and after each operation.
@Compare(
        question = "What do a push and a pop cost when no other thread is there?",
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
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StackAloneBenchmark {
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
