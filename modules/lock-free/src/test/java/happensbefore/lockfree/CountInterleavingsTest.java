package happensbefore.lockfree;

import static happensbefore.testkit.Interleavings.op;
import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.testkit.Interleavings;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Counters lose nothing and snapshots are of one moment, in every order; and the bugs they avoid are found.
class CountInterleavingsTest {
    /// Schedules to try: each broken variant falls within these.
    private static final int ENOUGH = 200;

    /// Increments only: those sum up to what some order gives.
    public static class Striped {
        private final StripedCounter counter = new StripedCounter();

        public void increment() {
            counter.increment();
        }

        public long sum() {
            return counter.sum();
        }
    }

    /// Reads, adds, writes: another thread's increment in between is lost.
    public static class BrokenReadThenWriteCounter {
        private final AtomicLong count = new AtomicLong();

        public void increment() {
            count.set(count.get() + 1);
        }

        public long sum() {
            return count.get();
        }
    }

    /// One export begins and ends.
    public static class Stats {
        private final ExportStats stats = new ExportStats();

        public void started() {
            stats.started(1);
        }

        public void succeeded() {
            stats.succeeded(1);
        }

        public String snapshot() {
            return stats.snapshot().toString();
        }
    }

    /// Reads each count at a different moment.
    public static class BrokenReadOnceStats {
        private final AtomicLong started = new AtomicLong();
        private final AtomicLong succeeded = new AtomicLong();

        public void started() {
            started.incrementAndGet();
        }

        public void succeeded() {
            succeeded.incrementAndGet();
        }

        public String snapshot() {
            return started.get() + " started, " + succeeded.get() + " succeeded";
        }
    }

    @Test
    void stripesLoseNothing() {
        Interleavings.of(Striped.class)
                .thread(op("increment"), op("sum"))
                .thread(op("increment"))
                .post("sum")
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void findsTheLostIncrement() {
        assertThat(Interleavings.of(BrokenReadThenWriteCounter.class)
                        .thread(op("increment"))
                        .thread(op("increment"))
                        .post("sum")
                        .invocations(ENOUGH)
                        .findsBug())
                .hasMessageContaining("increment");
    }

    @Test
    void snapshotsAreOfOneMoment() {
        Interleavings.of(Stats.class)
                .thread(op("started"), op("succeeded"))
                .thread(op("snapshot"))
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void findsTheSnapshotOfNoMoment() {
        assertThat(Interleavings.of(BrokenReadOnceStats.class)
                        .thread(op("started"), op("succeeded"))
                        .thread(op("snapshot"))
                        .invocations(ENOUGH)
                        .findsBug())
                .hasMessageContaining("0 started, 1 succeeded");
    }
}
