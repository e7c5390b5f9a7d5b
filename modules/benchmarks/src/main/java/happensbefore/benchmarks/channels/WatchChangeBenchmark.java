package happensbefore.benchmarks.channels;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.channels.Watch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/// Nobody waits at that moment. That is where a setter spends its time: watchers wake up, look, and are busy.
@Compare(
        question = "What does it cost to set a value that others may wait for?",
        pattern = "C6",
        ours = "Watch",
        against = {@Claim(peer = "synchronized, notifyAll", atLeast = 1), @Claim(peer = "ReentrantLock and Condition")})
@State(Scope.Benchmark)
@Threads(2)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class WatchChangeBenchmark {
    private static final Object VALUE = new Object();

    @Param({"Watch", "ReentrantLock and Condition", "synchronized, notifyAll"})
    private String implementation = "";

    private Consumer<Object> set = _ -> {};

    /// What one would write by hand.
    private static final class Monitor {
        Object value = VALUE;
        long version;

        synchronized void set(Object next) {
            value = next;
            version++;
            notifyAll();
        }
    }

    private static final class Locked {
        final ReentrantLock lock = new ReentrantLock();
        final Condition changed = lock.newCondition();
        Object value = VALUE;
        long version;

        void set(Object next) {
            lock.lock();
            try {
                value = next;
                version++;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    @Setup
    public void choose() {
        set = switch (implementation) {
            case "Watch" -> new Watch<>(VALUE)::set;
            case "ReentrantLock and Condition" -> new Locked()::set;
            case "synchronized, notifyAll" -> new Monitor()::set;
            default -> throw new IllegalArgumentException("no value is kept by " + implementation);
        };
    }

    @Benchmark
    public void set() {
        set.accept(VALUE);
    }
}
