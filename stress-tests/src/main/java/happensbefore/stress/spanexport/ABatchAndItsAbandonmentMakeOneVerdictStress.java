package happensbefore.stress.spanexport;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.spanexport.LaneBooks;
import happensbefore.spanexport.Ledger;
import happensbefore.spanexport.Parcel;
import happensbefore.spanexport.Verdict;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJJ_Result;

/// A worker delivers a batch while the shutdown's time ends.
@JCStressTest
@Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "It was told as delivered, and counted as exported.")
@Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "It was told as lost, and counted as dropped.")
@Outcome(expect = FORBIDDEN, desc = "It had two ends or none, or what was told is not what was counted.")
@State
public class ABatchAndItsAbandonmentMakeOneVerdictStress {
    private final LaneBooks<String> books = new LaneBooks<>(1, 1);
    private final CompletableFuture<Verdict> verdict = books.offer("a", 1, 1);

    @Actor
    public void worker() {
        Parcel<String> parcel = books.take();
        if (parcel != null && books.handOut(parcel)) {
            books.answered(parcel, Verdict.DELIVERED);
            books.land(parcel, Verdict.DELIVERED);
        }
    }

    @Actor
    public void shutdown() {
        books.close();
        books.abandon();
    }

    @Arbiter
    public void look(IJJ_Result r) {
        Ledger end = books.ledger();
        r.r1 = !verdict.isDone() || books.held() != 0 || end.recorded() != 1
                ? -1
                : verdict.join().delivered() ? 1 : 0;
        r.r2 = end.exported();
        r.r3 = end.droppedInAll();
    }
}
