package happensbefore.exercises.mailbox;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/// Claim: that a mailbox was closed is seen by an owner that asks again and again whether it is drained.
///
/// Between two looks of the loop nothing else happens: a compiler that may read the field once does so, and the loop
/// never ends.
@JCStressTest(Mode.Termination)
@Outcome(id = "TERMINATED", expect = Expect.ACCEPTABLE, desc = "The owner saw that the mailbox is drained.")
@Outcome(
        id = "STALE",
        expect = Expect.FORBIDDEN,
        desc = "The mailbox was closed, and an owner that asks again and again is never told that it is drained.")
@State
public class TheEndIsSeenByAnOwnerThatKeepsAskingStress {
    private final Mailbox<String> mailbox = new Mailbox<>();

    @Actor
    public void asks() {
        while (!mailbox.isDrained()) {}
    }

    @Signal
    public void closes() {
        mailbox.close();
    }
}
