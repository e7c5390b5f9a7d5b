package happensbefore.stress.channels;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.channels.Watch;
import happensbefore.channels.Watch.Change;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// A value is set and the watch closed at once, while a watcher waits for changes until the end. One that is not
/// woken hangs.
@JCStressTest
@Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "Both values were seen, then the end.")
@Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "The first value was skipped; the last was seen, then the end.")
@Outcome(expect = FORBIDDEN, desc = "The end came before the last value was seen.")
@State
public class TheLastValueOfAWatchIsSeenBeforeTheEndStress {
    private final Watch<Integer> watch = new Watch<>(0);
    private final Watch<Integer>.Watcher watcher = watch.watcher();

    @Actor
    public void setter() {
        watch.set(1);
        watch.set(2);
        watch.close();
    }

    @Actor
    public void watcher(II_Result r) {
        try {
            while (watcher.awaitChange() instanceof Change.Changed<Integer>(long _, Integer value)) {
                r.r2 = r.r1;
                r.r1 = value;
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
