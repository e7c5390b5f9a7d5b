package happensbefore.benchmarks.lockfree;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.lockfree.ExportStats;
import happensbefore.lockfree.ExportStats.Snapshot;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
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

/// Counting only; every implementation can give a snapshot of one moment.
@Compare(
        question = "What does it cost two threads to count an export's start and end so that a snapshot adds up?",
        pattern = "L1",
        ours = "ExportStats",
        against = {@Claim(peer = "synchronized"), @Claim(peer = "record in an AtomicReference")})
@State(Scope.Benchmark)
@Threads(2)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ExportStatsBenchmark {
    /// Counts a start, then an end.
    interface Counting {
        void export();

        Snapshot snapshot();
    }

    @Param({"ExportStats", "synchronized", "record in an AtomicReference"})
    private String implementation = "";

    private Counting counting = new DoubleCollect();

    @Setup
    public void makeStats() {
        counting = switch (implementation) {
            case "ExportStats" -> new DoubleCollect();
            case "synchronized" -> new Locked();
            case "record in an AtomicReference" -> new OneReference();
            default -> throw new IllegalArgumentException("no statistics are named " + implementation);
        };
    }

    @Benchmark
    public void export() {
        counting.export();
    }

    @TearDown
    public void expectNoneInFlight() {
        Snapshot counted = counting.snapshot();
        if (counted.inFlight() != 0) {
            throw new IllegalStateException("All exports have ended, and this does not add up: " + counted);
        }
    }

    private static final class DoubleCollect implements Counting {
        private final ExportStats stats = new ExportStats();

        @Override
        public void export() {
            stats.started(1);
            stats.succeeded(1);
        }

        @Override
        public Snapshot snapshot() {
            return stats.snapshot();
        }
    }

    private static final class Locked implements Counting {
        private long started;
        private long succeeded;

        @Override
        public void export() {
            synchronized (this) {
                started++;
            }
            synchronized (this) {
                succeeded++;
            }
        }

        @Override
        public synchronized Snapshot snapshot() {
            return new Snapshot(started, succeeded, 0);
        }
    }

    private static final class OneReference implements Counting {
        private final AtomicReference<Snapshot> counts = new AtomicReference<>(new Snapshot(0, 0, 0));

        @Override
        public void export() {
            counts.updateAndGet(now -> new Snapshot(now.started() + 1, now.succeeded(), now.failed()));
            counts.updateAndGet(now -> new Snapshot(now.started(), now.succeeded() + 1, now.failed()));
        }

        @Override
        public Snapshot snapshot() {
            return counts.get();
        }
    }
}
