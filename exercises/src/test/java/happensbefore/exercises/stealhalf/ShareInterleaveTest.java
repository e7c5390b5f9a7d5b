package happensbefore.exercises.stealhalf;

import static happensbefore.testkit.Interleavings.op;

import happensbefore.testkit.Interleavings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class ShareInterleaveTest {
    /// What the scenarios call.
    public abstract static class Loop {
        private final Share share;

        Loop(int iterations) {
            share = new Share(0, iterations);
        }

        public int next() {
            return share.next();
        }

        public String stealHalf() {
            Share.Range stolen = share.stealHalf();
            return stolen.from() == stolen.to() ? "nothing" : stolen.from() + " to " + stolen.to();
        }
    }

    /// Two iterations.
    public static class Two extends Loop {
        public Two() {
            super(2);
        }
    }

    /// Four iterations.
    public static class Four extends Loop {
        public Four() {
            super(4);
        }
    }

    @Test
    void theWorkerAndAThiefShareTwo() {
        scenario(Two.class)
                .thread(op("next"), op("next"))
                .thread(op("stealHalf"))
                .post("next")
                .check();
    }

    @Test
    void theWorkerTakesIntoTheHalfThatAThiefIsAt() {
        scenario(Four.class)
                .thread(op("next"), op("next"), op("next"))
                .thread(op("stealHalf"))
                .post("next")
                .post("next")
                .check();
    }

    @Test
    void twoThievesTakeDifferentHalves() {
        scenario(Four.class)
                .thread(op("stealHalf"))
                .thread(op("stealHalf"))
                .post("next")
                .post("next")
                .check();
    }

    private static Interleavings scenario(Class<?> loop) {
        return Interleavings.of(loop).invocations(400).options(options -> options.checkObstructionFreedom(true));
    }
}
