package happensbefore.exercises.fixturebox;

import static happensbefore.testkit.Interleavings.op;
import static org.junit.jupiter.api.Assertions.assertTrue;

import happensbefore.testkit.Interleavings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class FixtureBoxInterleavings {
    private static final boolean LOADED_BEFORE_ITS_TIME_RAN = modelCheckerIsLoaded();

    /// It adds these classes to the boot class path when it is first used.
    private static boolean modelCheckerIsLoaded() {
        try {
            Class.forName("sun.nio.ch.lincheck.Injections", false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Test
    void theModelCheckerIsLoadedBeforeTheRungBegins() {
        assertTrue(LOADED_BEFORE_ITS_TIME_RAN);
    }

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
