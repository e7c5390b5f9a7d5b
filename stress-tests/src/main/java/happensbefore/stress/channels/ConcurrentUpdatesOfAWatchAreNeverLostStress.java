package happensbefore.stress.channels;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.channels.Watch;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJ_Result;

/// Two threads update one watch.
@JCStressTest
@Outcome(id = "11, 2", expect = ACCEPTABLE, desc = "Both updates were made, as two changes.")
@Outcome(expect = FORBIDDEN, desc = "An update overwrote the other.")
@State
public class ConcurrentUpdatesOfAWatchAreNeverLostStress {
    private final Watch<Integer> watch = new Watch<>(0);
    private final Watch<Integer>.Watcher watcher = watch.watcher();

    @Actor
    public void one() {
        watch.update(value -> value + 1);
    }

    @Actor
    public void other() {
        watch.update(value -> value + 10);
    }

    @Arbiter
    public void end(IJ_Result r) {
        watcher.tryChange().ifPresent(change -> {
            r.r1 = change.value();
            r.r2 = change.version();
        });
    }
}
