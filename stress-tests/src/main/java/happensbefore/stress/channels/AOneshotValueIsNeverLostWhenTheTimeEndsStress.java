package happensbefore.stress.channels;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.channels.Oneshot;
import happensbefore.channels.Oneshot.ReceiverGoneException;
import happensbefore.channels.Oneshot.SenderGoneException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// The value is sent while the receiver's time ends.
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The value came in time.")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The value came too late, and can still be received.")
@Outcome(expect = FORBIDDEN, desc = "The value is lost, or was received twice.")
@State
public class AOneshotValueIsNeverLostWhenTheTimeEndsStress {
    private final Oneshot<Integer> oneshot = new Oneshot<>();

    @Actor
    public void sender() {
        try {
            oneshot.sender().send(1);
        } catch (ReceiverGoneException e) {
            throw new IllegalStateException(e);
        }
    }

    @Actor
    public void receiver(II_Result r) {
        try {
            r.r1 = oneshot.receiver().receive(Duration.ofNanos(200));
        } catch (TimeoutException e) {
            r.r1 = 0;
        } catch (InterruptedException | SenderGoneException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Arbiter
    public void later(II_Result r) {
        try {
            r.r2 = r.r1 == 1 ? 0 : oneshot.receiver().tryReceive().orElse(0);
        } catch (SenderGoneException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
