package happensbefore.exercises.fixturebox;

import static happensbefore.testkit.Interleavings.op;

import happensbefore.testkit.Interleavings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class FixtureBoxInterleavings {
    public static class Subject {
        private final FixtureBox box = new FixtureBox();

        public int increment() {
            return box.increment();
        }

        public int get() {
            return box.get();
        }
    }

    @Test
    void incrementsAreNotLost() {
        Interleavings.of(Subject.class)
                .thread(op("increment"))
                .thread(op("increment"))
                .post("get")
                .check();
    }
}
