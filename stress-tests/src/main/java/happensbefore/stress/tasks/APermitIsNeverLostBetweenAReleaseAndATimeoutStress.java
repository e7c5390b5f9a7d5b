package happensbefore.stress.tasks;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.tasks.AdaptiveLimit;
import happensbefore.tasks.AdaptiveLimit.Permit;
import happensbefore.tasks.Aimd;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/// The only permit is given back while another caller's time ends.
@JCStressTest
@Outcome(id = "true, 0", expect = ACCEPTABLE, desc = "The caller got the permit, and has given it back.")
@Outcome(id = "false, 0", expect = ACCEPTABLE, desc = "The caller's time was over first, and the permit is free.")
@Outcome(expect = FORBIDDEN, desc = "The permit was granted to a caller that had gone: it is lost.")
@State
public class APermitIsNeverLostBetweenAReleaseAndATimeoutStress {
    private static final int LONGEST_PAUSE = 300;

    private final AdaptiveLimit limit = new AdaptiveLimit(new Aimd(1, 1, Duration.ofSeconds(1), 0.5), System::nanoTime);
    private final Permit held = limit.tryAcquire().orElseThrow();

    @Actor
    public void releaser() {
        for (int left = ThreadLocalRandom.current().nextInt(LONGEST_PAUSE); left > 0; left--) {
            Thread.onSpinWait(); // until the other's time is nearly over
        }
        held.close();
    }

    @Actor
    public void asker(ZI_Result r) {
        try {
            limit.acquire(Duration.ofNanos(200)).close();
            r.r1 = true;
        } catch (TimeoutException e) {
            r.r1 = false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Arbiter
    public void left(ZI_Result r) {
        r.r2 = limit.snapshot().inFlight();
    }
}
