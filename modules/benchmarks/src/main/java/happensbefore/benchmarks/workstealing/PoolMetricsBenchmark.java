package happensbefore.benchmarks.workstealing;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.workstealing.Fork;
import happensbefore.workstealing.PoolSettings;
import happensbefore.workstealing.WorkStealingPool;
import happensbefore.workstealing.otlp.PoolMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
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
import org.openjdk.jmh.infra.Blackhole;

/// Forks of some hundred nanoseconds, in a pool that counts and reports to an OTLP receiver ten times a second,
/// much more often than is usual; and in one that neither counts nor reports.
@Compare(
        question = "What do a pool's own metrics cost?",
        pattern = "W2",
        ours = "counted and exported",
        against = {@Claim(peer = "not counted", atLeast = 0.95), @Claim(peer = "counted")})
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PoolMetricsBenchmark {
    private static final int WORKERS = 2;
    private static final int N = 20;
    private static final long EXPORT_MILLIS = 100;

    @Param({"counted and exported", "not counted", "counted"})
    private String implementation = "";

    private final List<AutoCloseable> opened = new ArrayList<>();
    private @Nullable WorkStealingPool pool;

    @Setup
    public void open() {
        pool = switch (implementation) {
            case "counted and exported" -> exported(new WorkStealingPool(WORKERS));
            case "not counted" -> new WorkStealingPool(PoolSettings.of(WORKERS).uncounted());
            case "counted" -> new WorkStealingPool(WORKERS);
            default -> throw new IllegalArgumentException("no pool is " + implementation);
        };
    }

    private WorkStealingPool exported(WorkStealingPool counted) {
        EmbeddedReceiver receiver = EmbeddedReceiver.start();
        Telemetry telemetry = Telemetry.sendingTo(receiver, "pool");
        PoolMetrics metrics = new PoolMetrics(telemetry.openTelemetry().getMeter("benchmark"), "measured", counted);
        ScheduledExecutorService exports = Executors.newSingleThreadScheduledExecutor();
        exports.scheduleWithFixedDelay(telemetry::flush, EXPORT_MILLIS, EXPORT_MILLIS, TimeUnit.MILLISECONDS);
        opened.addAll(List.of(exports, metrics, telemetry, receiver));
        return counted;
    }

    @TearDown
    public void close() throws Exception {
        Objects.requireNonNull(pool).close();
        for (AutoCloseable one : opened) {
            if (one instanceof ScheduledExecutorService exports) {
                exports.shutdownNow();
            }
            one.close();
        }
        opened.clear();
    }

    @Benchmark
    public int forks() {
        return Objects.requireNonNull(pool).invoke(new Fib(N));
    }

    private static final class Fib extends Fork<Integer> {
        private static final long WORK = 40;

        private final int n;

        Fib(int n) {
            this.n = n;
        }

        @Override
        protected Integer compute() {
            Blackhole.consumeCPU(WORK);
            if (n < 2) {
                return n;
            }
            Fork<Integer> one = new Fib(n - 1).fork();
            return new Fib(n - 2).compute() + one.join();
        }
    }
}
