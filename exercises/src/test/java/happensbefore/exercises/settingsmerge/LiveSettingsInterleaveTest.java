package happensbefore.exercises.settingsmerge;

import static happensbefore.testkit.Interleavings.op;

import happensbefore.testkit.Interleavings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class LiveSettingsInterleaveTest {
    public static class Exporter {
        private final LiveSettings settings = new LiveSettings(10, 100);

        public boolean resizeBatch(int size) {
            return settings.resizeBatch(size);
        }

        public boolean resizeQueue(int size) {
            return settings.resizeQueue(size);
        }

        public String current() {
            return settings.current().toString();
        }
    }

    @Test
    void twoEditorsNeverBreakTheRuleTogether() {
        Interleavings.of(Exporter.class)
                .invocations(500)
                .thread(op("resizeBatch", 80))
                .thread(op("resizeQueue", 50))
                .post("current")
                .check();
    }

    @Test
    void editsOfDifferentSettingsAreBothKept() {
        Interleavings.of(Exporter.class)
                .invocations(500)
                .thread(op("resizeBatch", 20))
                .thread(op("resizeQueue", 200))
                .post("current")
                .check();
    }

    @Test
    void aReaderSeesAPairThatSomebodyHasSet() {
        Interleavings.of(Exporter.class)
                .invocations(500)
                .thread(op("resizeBatch", 20), op("resizeQueue", 40))
                .thread(op("current"))
                .check();
    }
}
