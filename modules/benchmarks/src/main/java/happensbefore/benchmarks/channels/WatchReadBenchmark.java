package happensbefore.benchmarks.channels;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.channels.Watch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Nobody sets: what every call of a watched service pays. A reference alone is the floor, as it tells of no
/// change.
@Compare(
        question = "What does it cost to read the latest value?",
        pattern = "C6",
        ours = "Watch",
        against = {@Claim(peer = "ReentrantReadWriteLock", atLeast = 2), @Claim(peer = "AtomicReference")},
        threads = {1, 2})
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class WatchReadBenchmark {
    private static final Object VALUE = new Object();

    @Param({"Watch", "ReentrantReadWriteLock", "AtomicReference"})
    private String implementation = "";

    private Supplier<Object> latest = Object::new;

    @Setup
    public void choose() {
        latest = switch (implementation) {
            case "Watch" -> new Watch<>(VALUE)::get;
            case "ReentrantReadWriteLock" -> locked(new ReentrantReadWriteLock().readLock());
            case "AtomicReference" -> new AtomicReference<>(VALUE)::get;
            default -> throw new IllegalArgumentException("no value is kept by " + implementation);
        };
    }

    private static Supplier<Object> locked(Lock lock) {
        return () -> {
            lock.lock();
            try {
                return VALUE;
            } finally {
                lock.unlock();
            }
        };
    }

    @Benchmark
    public Object read() {
        return latest.get();
    }
}
