package happensbefore.benchmarks.lockfree;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.lockfree.AdderCounter;
import happensbefore.lockfree.AtomicCounter;
import happensbefore.lockfree.Counter;
import happensbefore.lockfree.StripedCounter;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Increments only; the sum is never read.
@Compare(
        question = "What does an increment cost when no other thread counts?",
        pattern = "L1",
        ours = "StripedCounter",
        against = {@Claim(peer = "AtomicLong"), @Claim(peer = "LongAdder")})
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CounterAloneBenchmark {
    @Param({"StripedCounter", "AtomicLong", "LongAdder"})
    private String implementation = "";

    private Counter counter = new StripedCounter();

    @Setup
    public void makeCounter() {
        counter = switch (implementation) {
            case "StripedCounter" -> new StripedCounter();
            case "AtomicLong" -> new AtomicCounter();
            case "LongAdder" -> new AdderCounter();
            default -> throw new IllegalArgumentException("no counter is named " + implementation);
        };
    }

    @Benchmark
    public void increment() {
        counter.increment();
    }
}
