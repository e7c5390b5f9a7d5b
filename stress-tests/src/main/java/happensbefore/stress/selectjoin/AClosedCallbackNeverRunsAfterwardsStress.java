package happensbefore.stress.selectjoin;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.selectjoin.CancellationToken;
import happensbefore.selectjoin.CancellationToken.Registration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// The registration is closed while the token is cancelled; the callback writes a plain field.
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "Closed first: the callback has never run.")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Cancelled first: the callback had ended when close returned.")
@Outcome(id = "0, 1", expect = FORBIDDEN, desc = "The callback has run after its registration was closed.")
@State
public class AClosedCallbackNeverRunsAfterwardsStress {
    private final CancellationToken token = new CancellationToken();
    private int runs;
    private final Registration registration = token.onCancel(() -> runs++);

    @Actor
    public void cancels() {
        token.cancel();
    }

    @Actor
    public void closes(II_Result r) {
        registration.close();
        r.r1 = runs;
    }

    @Arbiter
    public void sees(II_Result r) {
        r.r2 = runs;
    }
}
