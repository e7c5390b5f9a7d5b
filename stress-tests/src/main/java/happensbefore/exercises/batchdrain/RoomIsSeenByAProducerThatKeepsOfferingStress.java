package happensbefore.exercises.batchdrain;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/// Claim: the room that `drain` made is seen by a producer that offers to a full ring again and again.
///
/// Between two looks of the loop nothing else happens: a compiler that may read the field once does so, and the loop
/// never ends.
@JCStressTest(Mode.Termination)
@Outcome(id = "TERMINATED", expect = Expect.ACCEPTABLE, desc = "The item went in.")
@Outcome(
        id = "STALE",
        expect = Expect.FORBIDDEN,
        desc = "The ring was drained, and a producer that offers again and again is told for ever that it is full.")
@State
public class RoomIsSeenByAProducerThatKeepsOfferingStress {
    private final BatchRing<String> ring = new BatchRing<>(1);

    public RoomIsSeenByAProducerThatKeepsOfferingStress() {
        boolean _ = ring.offer("first");
    }

    @Actor
    public void offers() {
        while (!ring.offer("second")) {}
    }

    @Signal
    public void drains() {
        int _ = ring.drain(_ -> {}, 1);
    }
}
