package happensbefore.benchmarks.otlpsystem;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.otlpsystem.ServiceLatencies;
import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongHistogram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.openjdk.jmh.annotations.TearDown;

/// Durations of four services, of which each thread enters 512 in a row, as a gateway does with a request's spans. Ours
/// has buckets of a sixteenth of their value, OpenTelemetry's has the fifteen that are its default.
@Compare(
        question = "What does it cost to enter a span's duration into its service's statistics?",
        pattern = "O1",
        ours = ServiceLatenciesBenchmark.OURS,
        against = {
            @Claim(peer = ServiceLatenciesBenchmark.OPEN_TELEMETRY, atLeast = Compare.LEVEL),
            @Claim(peer = ServiceLatenciesBenchmark.LOCK, atLeast = Compare.LEVEL)
        },
        threads = {1, 2})
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ServiceLatenciesBenchmark {
    static final String OURS = "ServiceLatencies";
    static final String OPEN_TELEMETRY = "OpenTelemetry histogram";
    static final String LOCK = "HashMap under a lock";

    private static final List<String> SERVICES = List.of("cart", "checkout", "payment", "frontend");
    private static final int SPANS = 512;
    private static final long SLOWEST = 50_000_000;

    @Param({OURS, OPEN_TELEMETRY, LOCK})
    private String implementation = "";

    private final List<AutoCloseable> opened = new ArrayList<>();
    private Statistics statistics = (_, _) -> {};

    @FunctionalInterface
    private interface Statistics {
        void enter(String service, long nanos);
    }

    @Setup
    public void open() {
        statistics = switch (implementation) {
            case OURS -> {
                ServiceLatencies services = new ServiceLatencies(1000);
                yield (service, nanos) -> services.of(service).durations().add(nanos, 1);
            }
            case OPEN_TELEMETRY -> openTelemetry();
            case LOCK -> new Locked();
            default -> throw new IllegalArgumentException("no statistics are named " + implementation);
        };
    }

    private Statistics openTelemetry() {
        EmbeddedReceiver receiver = EmbeddedReceiver.start();
        Telemetry telemetry = Telemetry.sendingTo(receiver, "gateway");
        opened.addAll(List.of(telemetry, receiver));
        LongHistogram histogram = telemetry
                .openTelemetry()
                .getMeter("benchmark")
                .histogramBuilder("duration")
                .ofLongs()
                .build();
        Map<String, Attributes> attributes = new HashMap<>();
        SERVICES.forEach(service -> attributes.put(
                service, Attributes.builder().put("service", service).build()));
        return (service, nanos) -> histogram.record(nanos, attributes.get(service));
    }

    /// Buckets of a quarter of an octave, in an array for each service.
    private static final class Locked implements Statistics {
        private final Map<String, long[]> services = new HashMap<>(); // guarded by this

        @Override
        public synchronized void enter(String service, long nanos) {
            int octave = Long.SIZE - Long.numberOfLeadingZeros(nanos | 3);
            services.computeIfAbsent(service, _ -> new long[Long.SIZE * 4])[
                    (octave - 2) * 4 + (int) (nanos >>> Math.max(0, octave - 3) & 3)]++;
        }
    }

    @TearDown
    public void close() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
        opened.clear();
    }

    /// A thread that reads requests.
    @State(Scope.Thread)
    public static class Reader {
        private final SplittableRandom random = new SplittableRandom();
        private int requests;
    }

    @Benchmark
    @OperationsPerInvocation(SPANS)
    public void request(Reader reader) {
        String service = SERVICES.get(++reader.requests % SERVICES.size());
        for (int i = 0; i < SPANS; i++) {
            statistics.enter(service, reader.random.nextLong(SLOWEST));
        }
    }
}
