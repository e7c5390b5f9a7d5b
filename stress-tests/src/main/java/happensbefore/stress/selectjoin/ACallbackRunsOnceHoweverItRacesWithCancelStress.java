package happensbefore.stress.selectjoin;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.selectjoin.CancellationToken;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Callbacks are registered with a child while the parent is cancelled, and while the child is cancelled too.
@JCStressTest
@Outcome(id = "1, 8", expect = ACCEPTABLE, desc = "Each callback has run once.")
@Outcome(expect = FORBIDDEN, desc = "A callback was lost, or has run twice.")
@State
public class ACallbackRunsOnceHoweverItRacesWithCancelStress {
    private static final int LATE = 8; // callbacks

    private final CancellationToken parent = new CancellationToken();
    private final CancellationToken child = parent.child();
    private final AtomicInteger early = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();

    public ACallbackRunsOnceHoweverItRacesWithCancelStress() {
        child.onCancel(early::incrementAndGet);
    }

    @Actor
    public void cancelsTheParent() {
        parent.cancel();
    }

    @Actor
    public void cancelsTheChild() {
        child.cancel();
    }

    @Actor
    public void registers() {
        for (int i = 0; i < LATE; i++) {
            child.onCancel(late::incrementAndGet);
        }
    }

    @Arbiter
    public void runs(II_Result r) {
        r.r1 = early.get();
        r.r2 = late.get();
    }
}
