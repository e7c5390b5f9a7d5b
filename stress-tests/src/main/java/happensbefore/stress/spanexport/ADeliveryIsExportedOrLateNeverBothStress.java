package happensbefore.stress.spanexport;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.spanexport.Drop;
import happensbefore.spanexport.LaneBooks;
import happensbefore.spanexport.Ledger;
import happensbefore.spanexport.Parcel;
import happensbefore.spanexport.Verdict;
import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/// Two attempts at the same batch are delivered, just as the lane gives it up.
@JCStressTest
@Outcome(id = "1, 0, 0", expect = ACCEPTABLE, desc = "An answer came before the end: exported.")
@Outcome(id = "0, 1, 0", expect = ACCEPTABLE, desc = "Both came after it: dropped, and late once.")
@Outcome(expect = FORBIDDEN, desc = "A delivery was counted twice or not at all, or keeps its room.")
@State
public class ADeliveryIsExportedOrLateNeverBothStress {
    private final LaneBooks<String> books = new LaneBooks<>(1, 1);
    private final Parcel<String> parcel;

    public ADeliveryIsExportedOrLateNeverBothStress() {
        var _ = books.offer("a", 1, 1);
        parcel = Objects.requireNonNull(books.take());
        books.handOut(parcel);
        books.handOut(parcel);
    }

    @Actor
    public void first() {
        books.answered(parcel, Verdict.DELIVERED);
    }

    @Actor
    public void second() {
        books.answered(parcel, Verdict.DELIVERED);
    }

    @Actor
    public void worker() {
        books.land(parcel, Verdict.lost(Drop.EXPORT_TIMED_OUT));
    }

    @Arbiter
    public void count(JJJ_Result r) {
        Ledger end = books.ledger();
        r.r1 = end.exported();
        r.r2 = end.late();
        r.r3 = books.held();
    }
}
