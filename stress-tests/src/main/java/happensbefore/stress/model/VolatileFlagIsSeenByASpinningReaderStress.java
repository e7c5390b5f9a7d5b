package happensbefore.stress.model;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/// A reader spinning on a `volatile` flag ends once it is set: the compiler may not hoist the read out of the loop.
@JCStressTest(Mode.Termination)
@Outcome(id = "TERMINATED", expect = ACCEPTABLE, desc = "The reader saw the flag and ended.")
@Outcome(id = "STALE", expect = FORBIDDEN, desc = "The reader never saw the flag.")
@State
public class VolatileFlagIsSeenByASpinningReaderStress {
    private volatile boolean stopped;

    @Actor
    public void reader() {
        while (!stopped) {
            Thread.onSpinWait();
        }
    }

    @Signal
    public void stop() {
        stopped = true;
    }
}
