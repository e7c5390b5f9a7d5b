package happensbefore.stress.spanexport;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.spanexport.Backlog;
import happensbefore.spanexport.Flight;
import happensbefore.spanexport.Ledger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/// One item is accepted already, one comes now; one is exported; somebody looks.
@JCStressTest
@Outcome(
        id = "1, 0",
        expect = ACCEPTABLE,
        desc = "The second item was not there yet; no place shows less than nothing.")
@Outcome(id = "2, 0", expect = ACCEPTABLE, desc = "Both were there, each in one place.")
@Outcome(expect = FORBIDDEN, desc = "An item was in two places or in none, or a place held less than nothing.")
@State
public class NoSampleOfTheLedgerShowsAnItemTwiceOrNowhereStress {
    private final Backlog<Integer> backlog = new Backlog<>(2, 100, Long.MAX_VALUE, null);

    public NoSampleOfTheLedgerShowsAnItemTwiceOrNowhereStress() {
        backlog.offer(1);
    }

    @Actor
    public void producer() {
        backlog.offer(2);
    }

    @Actor
    public void exporter() {
        Flight<Integer> flight = backlog.take(2);
        if (flight != null) {
            backlog.land(flight, null);
        }
    }

    @Actor
    public void reader(JJ_Result r) {
        Ledger seen = backlog.ledger();
        r.r1 = seen.recorded();
        r.r2 = Math.min(0, Math.min(seen.queued(), seen.inFlight()));
    }
}
