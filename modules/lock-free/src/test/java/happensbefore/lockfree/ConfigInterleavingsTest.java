package happensbefore.lockfree;

import static happensbefore.testkit.Interleavings.op;
import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.lockfree.BrokenTwoFieldConfig.Settings;
import happensbefore.testkit.Interleavings;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Updates of a configuration are never lost and never torn, in every order; and the bugs they avoid are found.
class ConfigInterleavingsTest {
    /// Schedules to try: each broken variant falls within these.
    private static final int ENOUGH = 200;

    /// A number under concurrent change.
    public static class Cell {
        private final ConfigCell<Integer> cell = new ConfigCell<>(1);

        public long add(int n) {
            return cell.update(value -> value + n).after().version();
        }

        public int value() {
            return cell.current().value();
        }
    }

    /// Tries its CAS once and does not look at the result.
    public static class BrokenCasWithoutRetryCell {
        private final AtomicReference<Integer> cell = new AtomicReference<>(1);

        public void add(int n) {
            Integer before = cell.get();
            cell.compareAndSet(before, before + n);
        }

        public int value() {
            return cell.get();
        }
    }

    /// Two settings in one cell.
    public static class Whole {
        private final ConfigCell<Settings> cell = new ConfigCell<>(new Settings("old", 1));

        public void set(String endpoint, int timeoutMillis) {
            cell.update(_ -> new Settings(endpoint, timeoutMillis));
        }

        public String get() {
            return cell.current().value().toString();
        }
    }

    /// Two settings in two fields.
    public static class BrokenTwoFields {
        private final BrokenTwoFieldConfig config = new BrokenTwoFieldConfig(new Settings("old", 1));

        public void set(String endpoint, int timeoutMillis) {
            config.set(new Settings(endpoint, timeoutMillis));
        }

        public String get() {
            return config.get().toString();
        }
    }

    @Test
    void updatesAreNeverLost() {
        Interleavings.of(Cell.class)
                .thread(op("add", 10))
                .thread(op("add", 100))
                .post("value")
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void findsTheUpdateThatIsNotTriedAgain() {
        assertThat(Interleavings.of(BrokenCasWithoutRetryCell.class)
                        .thread(op("add", 10))
                        .thread(op("add", 100))
                        .post("value")
                        .invocations(ENOUGH)
                        .findsBug())
                .hasMessageContaining("add");
    }

    @Test
    void readersNeverSeeHalfAnUpdate() {
        Interleavings.of(Whole.class)
                .thread(op("set", "new", 9))
                .thread(op("get"))
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void findsTheTornUpdate() {
        assertThat(Interleavings.of(BrokenTwoFields.class)
                        .thread(op("set", "new", 9))
                        .thread(op("get"))
                        .invocations(ENOUGH)
                        .findsBug())
                .hasMessageMatching("(?s).*(endpoint=new, timeoutMillis=1|endpoint=old, timeoutMillis=9).*");
    }
}
