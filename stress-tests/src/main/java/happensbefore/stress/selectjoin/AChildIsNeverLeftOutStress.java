package happensbefore.stress.selectjoin;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.selectjoin.CancellationToken;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// A grandchild is made while its grandparent is cancelled.
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "The grandchild is cancelled, and its callback has run.")
@Outcome(expect = FORBIDDEN, desc = "A token below a cancelled one is not cancelled, or its callback was lost.")
@State
public class AChildIsNeverLeftOutStress {
    private final CancellationToken root = new CancellationToken();
    private CancellationToken grandchild = root;
    private volatile boolean told;

    @Actor
    public void cancels() {
        root.cancel();
    }

    @Actor
    public void makes() {
        grandchild = root.child().child();
        grandchild.onCancel(() -> told = true);
    }

    @Arbiter
    public void sees(ZZ_Result r) {
        r.r1 = grandchild.isCancelled();
        r.r2 = told;
    }
}
