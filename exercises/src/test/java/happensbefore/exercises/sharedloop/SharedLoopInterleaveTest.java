package happensbefore.exercises.sharedloop;

import static happensbefore.testkit.Interleavings.op;

import happensbefore.testkit.Interleavings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class SharedLoopInterleaveTest {
    /// One iteration, which everybody wants.
    public static class LastIteration extends Loop {
        public LastIteration() {
            super(1);
        }
    }

    /// Two iterations.
    public static class TwoIterations extends Loop {
        public TwoIterations() {
            super(2);
        }
    }

    /// What the scenarios call.
    public abstract static class Loop {
        private final SharedLoop loop;

        Loop(int iterations) {
            loop = new SharedLoop(iterations);
        }

        public int next() {
            return loop.next();
        }

        public int help() {
            return loop.help();
        }
    }

    @Test
    void theLastIterationIsTakenOnceAndNotForgotten() {
        Interleavings.of(LastIteration.class)
                .invocations(400)
                .thread(op("next"))
                .thread(op("help"))
                .post("next")
                .check();
    }

    @Test
    void twoHelpersTakeDifferentIterations() {
        Interleavings.of(TwoIterations.class)
                .invocations(400)
                .thread(op("help"))
                .thread(op("help"))
                .post("next")
                .check();
    }

    @Test
    void theOwnerAndTwoHelpersTakeTwo() {
        Interleavings.of(TwoIterations.class)
                .invocations(400)
                .thread(op("next"))
                .thread(op("help"))
                .thread(op("help"))
                .post("next")
                .check();
    }
}
