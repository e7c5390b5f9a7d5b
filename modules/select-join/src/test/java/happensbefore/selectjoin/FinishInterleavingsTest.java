package happensbefore.selectjoin;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/// Runners that finish at the same time, on the model checker's own threads: it does not follow scopes.
class FinishInterleavingsTest {
    private static final class Heat {
        final Finish<Integer> finish = new Finish<>();
        volatile int winner; // written by the thread that was told so

        Heat() {
            finish.started();
            finish.started();
        }

        void arrives(int value) {
            if (finish.succeeded(value)) {
                Expect.equal(0, winner, "the winner before");
                winner = value;
            }
        }

        int result() {
            try {
                return finish.result();
            } catch (ExecutionException e) {
                return -1;
            }
        }
    }

    @Test
    void oneOfTwoIsToldThatItHasWonAndIsTheResult() {
        Interleavings.on(Heat::new)
                .invocations(50)
                .thread("one", heat -> heat.arrives(1))
                .thread("other", heat -> heat.arrives(2))
                .then(heat -> Expect.equal(heat.winner, heat.result(), "the result"))
                .check();
    }

    @Test
    void aFailureNeverHidesTheWinner() {
        Interleavings.on(Heat::new)
                .invocations(50)
                .thread("failing", heat -> heat.finish.failed(new IOException("down")))
                .thread("winner", heat -> heat.arrives(2))
                .then(heat -> Expect.equal(2, heat.result(), "the result"))
                .check();
    }
}
