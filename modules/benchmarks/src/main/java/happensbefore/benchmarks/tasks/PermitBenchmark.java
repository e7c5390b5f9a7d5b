package happensbefore.benchmarks.tasks;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.tasks.AdaptiveLimit;
import happensbefore.tasks.AdaptiveLimit.Permit;
import happensbefore.tasks.Gradient;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Nobody waits for long: the limit is far above the number of threads. Ours reads the clock twice a call and
/// moves; a semaphore does neither, so it is the floor and not an equal.
@Compare(
        question = "What does it cost to take a permit and to give it back, where there is one?",
        pattern = "T3",
        ours = "AdaptiveLimit",
        against = {@Claim(peer = "fair Semaphore"), @Claim(peer = "Semaphore")},
        threads = {1, 2})
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PermitBenchmark {
    private static final int PERMITS = 8;

    @Param({"AdaptiveLimit", "fair Semaphore", "Semaphore"})
    private String implementation = "";

    private Callable<Integer> call = () -> 0;

    @Setup
    public void choose() {
        call = switch (implementation) {
            case "AdaptiveLimit" -> adaptive();
            case "fair Semaphore" -> semaphore(new Semaphore(PERMITS, true));
            case "Semaphore" -> semaphore(new Semaphore(PERMITS));
            default -> throw new IllegalArgumentException("no limit is named " + implementation);
        };
    }

    @Benchmark
    public int takeAndGiveBack() throws Exception {
        return call.call();
    }

    private static Callable<Integer> adaptive() {
        AdaptiveLimit limit = new AdaptiveLimit(new Gradient(PERMITS, PERMITS, 1.1, 50), System::nanoTime);
        return () -> {
            try (Permit permit = limit.acquire()) {
                permit.succeeded();
                return 1;
            }
        };
    }

    private static Callable<Integer> semaphore(Semaphore permits) {
        return () -> {
            permits.acquire();
            try {
                return 1;
            } finally {
                permits.release();
            }
        };
    }
}
