package happensbefore.stress.channels;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.channels.Watch;
import happensbefore.channels.Watch.Change;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// A value is set while a watcher's time ends.
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The change came in time.")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The change came too late, and is still new.")
@Outcome(expect = FORBIDDEN, desc = "The change is lost, or was told twice.")
@State
public class AChangeIsNeverMissedWhenTheTimeEndsStress {
    private final Watch<Integer> watch = new Watch<>(0);
    private final Watch<Integer>.Watcher watcher = watch.watcher();

    @Actor
    public void setter() {
        watch.set(1);
    }

    @Actor
    public void watcher(II_Result r) {
        try {
            r.r1 = watcher.awaitChange(Duration.ofNanos(200)).value();
        } catch (TimeoutException e) {
            r.r1 = 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Arbiter
    public void later(II_Result r) {
        r.r2 = watcher.tryChange().map(Change::value).orElse(0);
    }
}
