package happensbefore.stress.channels;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.channels.Watch;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Two watchers sleep until the second of two changes: the first one wakes both, and both sleep again. One that is
/// forgotten hangs.
@JCStressTest
@Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "Both watchers woke up for the last value.")
@Outcome(expect = FORBIDDEN, desc = "A watcher went on without the last value.")
@State
public class EveryWatcherIsWokenByTheLastChangeStress {
    private final Watch<Integer> watch = new Watch<>(0);
    private final Watch<Integer>.Watcher first = watch.watcher();
    private final Watch<Integer>.Watcher second = watch.watcher();

    @Actor
    public void setter() {
        watch.set(1);
        watch.set(2);
    }

    @Actor
    public void first(II_Result r) {
        r.r1 = last(first);
    }

    @Actor
    public void second(II_Result r) {
        r.r2 = last(second);
    }

    private static int last(Watch<Integer>.Watcher watcher) {
        try {
            int value = 0;
            while (value < 2) {
                value = watcher.awaitChange().value();
            }
            return value;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
