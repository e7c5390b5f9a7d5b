package happensbefore.stress.selectjoin;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.selectjoin.Timeouts;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// The other actor lets the work go at about the moment when its time is over. The work writes plain fields.
@JCStressTest
@Outcome(id = "7, 0", expect = ACCEPTABLE, desc = "The result came in time, and the work had ended.")
@Outcome(id = "-1, 0", expect = ACCEPTABLE, desc = "The time was over, and the work had ended.")
@Outcome(id = ".*, 1", expect = FORBIDDEN, desc = "The call has returned while the work was still running.")
@Outcome(expect = FORBIDDEN, desc = "The result is none that the work has given.")
@State
public class WorkThatIsLateHasEndedStress {
    private static final Duration LIMIT = Duration.ofNanos(50_000);

    private int running;
    private volatile boolean open;

    @Actor
    public void caller(II_Result r) {
        try {
            r.r1 = Timeouts.within(LIMIT, this::work);
        } catch (TimeoutException e) {
            r.r1 = -1;
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        r.r2 = running;
    }

    @Actor
    public void opener() {
        open = true;
    }

    private int work() {
        running = 1;
        while (!open && !Thread.currentThread().isInterrupted()) {
            Thread.yield();
        }
        running = 0;
        return 7;
    }
}
