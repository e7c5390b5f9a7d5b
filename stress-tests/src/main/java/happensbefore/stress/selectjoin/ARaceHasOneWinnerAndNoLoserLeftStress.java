package happensbefore.stress.selectjoin;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.selectjoin.Race;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Two runners are let go at the same time by the other actor, beside one that only an interrupt ends.
@JCStressTest
@Outcome(id = "[12], 0", expect = ACCEPTABLE, desc = "One of the two has won, and nobody was running any more.")
@Outcome(id = ".*, [123]", expect = FORBIDDEN, desc = "The winner was told while somebody was still running.")
@Outcome(expect = FORBIDDEN, desc = "The winner is none of those that had a result.")
@State
public class ARaceHasOneWinnerAndNoLoserLeftStress {
    private final AtomicInteger running = new AtomicInteger();
    private volatile boolean open;

    @Actor
    public void caller(II_Result r) {
        try {
            r.r1 = Race.firstSuccessful(List.of(this::hanging, () -> arriving(1), () -> arriving(2)));
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        r.r2 = running.get();
    }

    @Actor
    public void starter() {
        open = true;
    }

    private int arriving(int result) {
        running.incrementAndGet();
        try {
            while (!open) {
                Thread.yield();
            }
            return result;
        } finally {
            running.decrementAndGet();
        }
    }

    private int hanging() throws InterruptedException {
        running.incrementAndGet();
        try {
            synchronized (running) {
                while (true) {
                    running.wait();
                }
            }
        } finally {
            running.decrementAndGet();
        }
    }
}
