package happensbefore.exercises.keyorder;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A task comes while the key's last turn ends.
@Tag("interleave")
class KeyedRunnerInterleaveTest {
    static final class Shared {
        private final ConcurrentLinkedQueue<Runnable> turns = new ConcurrentLinkedQueue<>();
        private final KeyedRunner<String> runner = new KeyedRunner<>(turns::add);
        private volatile int runs;

        Shared() {
            runner.execute("key", this::count);
        }

        private void count() {
            runs++;
        }

        void add() {
            runner.execute("key", this::count);
        }

        void oneTurn() {
            Runnable turn = turns.poll();
            if (turn != null) {
                turn.run();
            }
        }
    }

    @Test
    void aTaskThatComesAsTheLastTurnEndsIsRunOnce() {
        Interleavings.on(Shared::new)
                .invocations(150)
                .thread("worker", Shared::oneTurn)
                .thread("submitter", Shared::add)
                .then(shared -> {
                    shared.oneTurn();
                    shared.oneTurn();
                    Expect.equal(2, shared.runs, "tasks that have run when no turn is left");
                    Expect.equal(0, shared.runner.keys(), "keys that are not forgotten");
                })
                .check();
    }
}
