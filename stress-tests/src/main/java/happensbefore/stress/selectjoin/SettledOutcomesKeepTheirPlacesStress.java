package happensbefore.stress.selectjoin;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.selectjoin.Join;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/// Tasks that succeed, fail and are cancelled end in whatever order the other actor lets them.
@JCStressTest
@Outcome(id = "CSFS", expect = ACCEPTABLE, desc = "Each outcome stands where its task stood.")
@Outcome(expect = FORBIDDEN, desc = "An outcome is lost, of another kind, or in another's place.")
@State
public class SettledOutcomesKeepTheirPlacesStress {
    private volatile boolean open;

    private final List<Callable<Integer>> tasks = List.of(
            () -> {
                whenOpen();
                throw new CancellationException();
            },
            () -> 1,
            () -> {
                throw new Exception("failed");
            },
            () -> whenOpen() + 3);

    @Actor
    public void caller(L_Result r) {
        StringBuilder letters = new StringBuilder();
        try {
            List<happensbefore.selectjoin.Outcome<Integer>> outcomes = Join.settle(tasks);
            for (int i = 0; i < outcomes.size(); i++) {
                letters.append(letter(outcomes.get(i), i));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        r.r1 = letters.toString();
    }

    @Actor
    public void opener() {
        open = true;
    }

    private int whenOpen() {
        while (!open) {
            Thread.yield();
        }
        return 0;
    }

    private static char letter(happensbefore.selectjoin.Outcome<Integer> outcome, int place) {
        return switch (outcome) {
            case happensbefore.selectjoin.Outcome.Success<Integer>(Integer value) -> value == place ? 'S' : 's';
            case happensbefore.selectjoin.Outcome.Failure<Integer> _ -> 'F';
            case happensbefore.selectjoin.Outcome.Cancelled<Integer> _ -> 'C';
        };
    }
}
