package happensbefore.stress.tasks;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.tasks.AdaptiveLimit;
import happensbefore.tasks.AdaptiveLimit.Permit;
import happensbefore.tasks.Aimd;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/// Two callers count in a plain field, under the only permit.
@JCStressTest
@Outcome(id = "2", expect = ACCEPTABLE, desc = "One counted after the other, and saw what the other had written.")
@Outcome(id = "1", expect = FORBIDDEN, desc = "Both had the permit at once, or the second did not see the first.")
@State
public class TheOnlyPermitIsWithOneCallerAtATimeStress {
    private final AdaptiveLimit limit = new AdaptiveLimit(new Aimd(1, 1, Duration.ofSeconds(1), 0.5), System::nanoTime);
    private int count;

    @Actor
    public void one() {
        countUnderThePermit();
    }

    @Actor
    public void other() {
        countUnderThePermit();
    }

    @Arbiter
    public void sum(I_Result r) {
        r.r1 = count;
    }

    private void countUnderThePermit() {
        try (Permit permit = limit.acquire()) {
            count++;
            permit.succeeded();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
