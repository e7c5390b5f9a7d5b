package happensbefore.benchmarks.otlpsystem;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.benchmarks.LongLived;
import happensbefore.otlpsystem.TraceId;
import java.time.Duration;
import java.util.SplittableRandom;
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

/// Requests of 512 spans: 64 traces of eight, of which one span in a hundred has failed. Traces wait for 10 ms,
/// and each thread asks now and then for those whose time is over.
@Compare(
        question = "How many spans does a tail sampler take, while thousands of traces wait for their verdict?",
        pattern = "O1",
        ours = Samplers.OURS,
        against = {@Claim(peer = Samplers.ONE_LOCK), @Claim(peer = Samplers.CONCURRENT_MAP)},
        threads = {1, 2})
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TailSamplerBenchmark {
    private static final int TRACES = 64;
    private static final int SPANS_OF_EACH = 8;
    private static final int SPANS = TRACES * SPANS_OF_EACH;
    private static final int FAILED_OF = 100;
    private static final int REQUESTS_A_TICK = 16;
    private static final int REMEMBERED = 100_000;
    private static final Duration PATIENCE = Duration.ofMillis(10);

    @Param({Samplers.OURS, Samplers.ONE_LOCK, Samplers.CONCURRENT_MAP})
    private String implementation = "";

    private Samplers sampler = Samplers.of(Samplers.OURS, PATIENCE, REMEMBERED);
    private final Object span = new Object();

    @Setup
    public void open() {
        sampler = LongLived.of(Samplers.of(implementation, PATIENCE, REMEMBERED));
    }

    /// A thread that brings requests.
    @State(Scope.Thread)
    public static class Sender {
        private final SplittableRandom random = new SplittableRandom();
        private final TraceId[] traces = new TraceId[TRACES];
        private int requests;
    }

    @Benchmark
    @OperationsPerInvocation(SPANS)
    public long request(Sender sender) {
        long now = System.nanoTime();
        for (int i = 0; i < TRACES; i++) {
            sender.traces[i] = new TraceId(sender.random.nextLong(), sender.random.nextLong());
        }
        long decided = 0;
        for (int i = 0; i < SPANS; i++) {
            boolean failed = sender.random.nextInt(FAILED_OF) == 0;
            decided += sampler.offer(sender.traces[i % TRACES], span, failed, now);
        }
        return ++sender.requests % REQUESTS_A_TICK == 0 ? decided + sampler.expire(now) : decided;
    }
}
