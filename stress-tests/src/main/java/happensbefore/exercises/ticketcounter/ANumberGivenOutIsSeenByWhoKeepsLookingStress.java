package happensbefore.exercises.ticketcounter;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/// Claim: a number that was given out is counted by a thread that asks for the count again and again.
///
/// Between two looks of the loop nothing else happens: a compiler that may read the field once does so, and the loop
/// never ends.
@JCStressTest(Mode.Termination)
@Outcome(id = "TERMINATED", expect = Expect.ACCEPTABLE, desc = "The thread that kept looking saw the count change.")
@Outcome(
        id = "STALE",
        expect = Expect.FORBIDDEN,
        desc = "A number was given out, and a thread that looks at the count again and again never sees it.")
@State
public class ANumberGivenOutIsSeenByWhoKeepsLookingStress {
    private final TicketCounter tickets = new TicketCounter();

    @Actor
    public void looks() {
        while (tickets.issued() == 0) {}
    }

    @Signal
    public void givesOutANumber() {
        tickets.next();
    }
}
