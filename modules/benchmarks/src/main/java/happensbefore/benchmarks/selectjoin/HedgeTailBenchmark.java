package happensbefore.benchmarks.selectjoin;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.selectjoin.Join;
import happensbefore.selectjoin.Race;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One operation makes 100 calls at the same time, and ends with the slowest of them: that is the 99th
/// percentile of a call, turned into the time of everybody (Dean and Barroso, 2013). A call takes 2 ms, and
/// every fiftieth 60 ms. The hedge starts after 8 ms.
@Compare(
        question = "How much sooner have 100 calls ended, one in fifty of which is slow, when late ones are hedged?",
        pattern = "S1",
        ours = "Race.hedged",
        against = {@Claim(peer = "one attempt", atLeast = 1.5), @Claim(peer = "two at once")})
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class HedgeTailBenchmark {
    private static final int CALLS = 100;
    private static final int SLOW_EVERY = 50;
    private static final Duration USUAL = Duration.ofMillis(2);
    private static final Duration SLOW = Duration.ofMillis(60);
    private static final Duration DELAY = Duration.ofMillis(8);

    @Param({"Race.hedged", "one attempt", "two at once"})
    private String implementation = "";

    private final AtomicLong made = new AtomicLong();
    private Callable<Integer> call = () -> 0;

    @Setup
    public void choose() {
        List<Callable<Integer>> attempts = List.of(this::backend, this::backend);
        call = switch (implementation) {
            case "Race.hedged" -> () -> Race.hedged(attempts, DELAY);
            case "two at once" -> () -> Race.firstSuccessful(attempts);
            case "one attempt" -> this::backend;
            default -> throw new IllegalArgumentException("no way to call is named " + implementation);
        };
    }

    private int backend() throws InterruptedException {
        Thread.sleep(made.incrementAndGet() % SLOW_EVERY == 0 ? SLOW : USUAL);
        return 1;
    }

    @Benchmark
    public int slowestOfHundred() throws Exception {
        return Join.all(Collections.nCopies(CALLS, call)).size();
    }
}
