package happensbefore.stress.otlpsystem;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.otlpsystem.Account;
import happensbefore.otlpsystem.Books;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/// Items go through the gateway while somebody looks at the books.
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "All was accounted for, at both looks.")
@Outcome(expect = FORBIDDEN, desc = "An item was nowhere, or in two places.")
@State
public class NoSampleOfTheBooksShowsAnItemTwiceOrNowhereStress {
    private final Books books = new Books();

    @Actor
    public void gateway() {
        boolean _ = books.accept(3, () -> true);
        books.dropped("sampled_out", 1);
        books.handed(2);
        books.settled(2, 1, "rejected");
    }

    @Actor
    public void auditor(JJ_Result r) {
        r.r1 = fault(books.account());
        r.r2 = fault(books.account());
    }

    private static long fault(Account now) {
        return now.queued() < 0 || now.inFlight() < 0 ? -1 : now.missing();
    }
}
