package happensbefore.benchmarks.lockfree;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.lockfree.ConfigCell;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/// Two threads read; nobody updates, as is nearly always so. A bare volatile field is the floor, not an equal: it
/// has no version and no update that keeps another's.
@Compare(
        question = "What does it cost two threads to read a configuration?",
        pattern = "L2",
        ours = "ConfigCell",
        against = {@Claim(peer = "synchronized"), @Claim(peer = "ReentrantReadWriteLock"), @Claim(peer = "volatile")})
@State(Scope.Benchmark)
@Threads(2)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ConfigReadBenchmark {
    /// Where to export to, and how long that may take.
    record Settings(String endpoint, int timeoutMillis) {}

    private static final Settings INITIAL = new Settings("http://localhost:4317", 10_000);

    /// Each can be updated: a field that nothing writes could be taken for a constant.
    interface Configuration {
        Settings get();

        void set(Settings next);
    }

    @Param({"ConfigCell", "synchronized", "ReentrantReadWriteLock", "volatile"})
    private String implementation = "";

    private Configuration configuration = new VolatileField();

    @Setup
    public void makeConfiguration() {
        configuration = switch (implementation) {
            case "ConfigCell" -> new Cell();
            case "synchronized" -> new Locked();
            case "ReentrantReadWriteLock" -> new ReadWriteLocked();
            case "volatile" -> new VolatileField();
            default -> throw new IllegalArgumentException("no configuration is named " + implementation);
        };
        configuration.set(new Settings("http://localhost:4318", 10_000));
    }

    @Benchmark
    public int read() {
        return configuration.get().timeoutMillis();
    }

    private static final class Cell implements Configuration {
        private final ConfigCell<Settings> cell = new ConfigCell<>(INITIAL);

        @Override
        public Settings get() {
            return cell.current().value();
        }

        @Override
        public void set(Settings next) {
            cell.update(_ -> next);
        }
    }

    private static final class Locked implements Configuration {
        private Settings settings = INITIAL;

        @Override
        public synchronized Settings get() {
            return settings;
        }

        @Override
        public synchronized void set(Settings next) {
            settings = next;
        }
    }

    private static final class ReadWriteLocked implements Configuration {
        private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        private Settings settings = INITIAL;

        @Override
        public Settings get() {
            lock.readLock().lock();
            try {
                return settings;
            } finally {
                lock.readLock().unlock();
            }
        }

        @Override
        public void set(Settings next) {
            lock.writeLock().lock();
            try {
                settings = next;
            } finally {
                lock.writeLock().unlock();
            }
        }
    }

    private static final class VolatileField implements Configuration {
        private volatile Settings settings = INITIAL;

        @Override
        public Settings get() {
            return settings;
        }

        @Override
        public void set(Settings next) {
            settings = next;
        }
    }
}
