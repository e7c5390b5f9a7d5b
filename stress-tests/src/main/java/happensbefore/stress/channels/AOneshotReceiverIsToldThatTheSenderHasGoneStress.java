package happensbefore.stress.channels;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.channels.Oneshot;
import happensbefore.channels.Oneshot.SenderGoneException;
import java.util.concurrent.ExecutionException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/// The sender closes without sending while the receiver is about to wait.
@JCStressTest
@Outcome(id = "true", expect = ACCEPTABLE, desc = "The receiver was told, before it waited or while it did.")
@Outcome(expect = FORBIDDEN, desc = "The receiver has a value that nobody sent.")
@State
public class AOneshotReceiverIsToldThatTheSenderHasGoneStress {
    private final Oneshot<Integer> oneshot = new Oneshot<>();

    @Actor
    public void sender() {
        oneshot.sender().close();
    }

    @Actor
    public void receiver(Z_Result r) {
        try {
            oneshot.receiver().receive();
        } catch (SenderGoneException e) {
            r.r1 = true;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
