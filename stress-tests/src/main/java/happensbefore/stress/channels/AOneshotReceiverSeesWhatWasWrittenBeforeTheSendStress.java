package happensbefore.stress.channels;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.channels.Oneshot;
import happensbefore.channels.Oneshot.ReceiverGoneException;
import happensbefore.channels.Oneshot.SenderGoneException;
import java.util.concurrent.ExecutionException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// The sender writes two plain fields, one of them in the message, and sends it to a receiver that waits.
@JCStressTest
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "The receiver woke up and saw all that was written before.")
@Outcome(expect = FORBIDDEN, desc = "The receiver saw a field as it was before it was written.")
@State
public class AOneshotReceiverSeesWhatWasWrittenBeforeTheSendStress {
    private static final class Message {
        int text;
    }

    private final Oneshot<Message> oneshot = new Oneshot<>();
    private int beside;

    @Actor
    public void sender() {
        Message message = new Message();
        message.text = 1;
        beside = 2;
        try {
            oneshot.sender().send(message);
        } catch (ReceiverGoneException e) {
            throw new IllegalStateException(e);
        }
    }

    @Actor
    public void receiver(II_Result r) {
        try {
            r.r1 = oneshot.receiver().receive().text;
            r.r2 = beside;
        } catch (InterruptedException | SenderGoneException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
