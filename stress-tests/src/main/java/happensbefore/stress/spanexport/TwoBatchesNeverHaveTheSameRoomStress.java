package happensbefore.stress.spanexport;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.spanexport.LaneBooks;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIJ_Result;

/// Two callers hand a batch each to a backend that has room for one.
@JCStressTest
@Outcome(
        id = {"1, 0, 2", "0, 1, 2"},
        expect = ACCEPTABLE,
        desc = "One was accepted, the other counted as dropped.")
@Outcome(expect = FORBIDDEN, desc = "Both had the room, or neither had, or a batch is nowhere.")
@State
public class TwoBatchesNeverHaveTheSameRoomStress {
    private final LaneBooks<String> books = new LaneBooks<>(1, 1);

    @Actor
    public void one(IIJ_Result r) {
        r.r1 = books.offer("a", 1, 1).isDone() ? 0 : 1;
    }

    @Actor
    public void other(IIJ_Result r) {
        r.r2 = books.offer("b", 1, 1).isDone() ? 0 : 1;
    }

    @Arbiter
    public void count(IIJ_Result r) {
        r.r3 = books.held() == 1 ? books.ledger().recorded() : -1;
    }
}
