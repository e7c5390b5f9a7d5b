package happensbefore.stress.otlpsystem;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.otlpsystem.Account;
import happensbefore.otlpsystem.Books;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/// The next stage has an item the moment it is handed over, moves it on, and looks at the books.
@JCStressTest
@Outcome(id = "0", expect = ACCEPTABLE, desc = "The item was not there yet, or it was counted before it was moved on.")
@Outcome(expect = FORBIDDEN, desc = "An item was moved on that was not counted: less than nothing is queued.")
@State
public class NothingIsMovedOnBeforeItIsCountedStress {
    private final Books books = new Books();
    private volatile boolean atNextStage;

    @Actor
    public void intake() {
        boolean _ = books.accept(1, () -> {
            atNextStage = true;
            return true;
        });
    }

    @Actor
    public void nextStage(J_Result r) {
        if (atNextStage) {
            books.handed(1);
            Account now = books.account();
            r.r1 = now.queued() < 0 ? -1 : now.missing();
        }
    }
}
