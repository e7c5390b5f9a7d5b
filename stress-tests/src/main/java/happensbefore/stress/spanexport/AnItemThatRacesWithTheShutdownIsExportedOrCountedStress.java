package happensbefore.stress.spanexport;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.spanexport.Backlog;
import happensbefore.spanexport.Drop;
import happensbefore.spanexport.Flight;
import happensbefore.spanexport.Ledger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIJ_Result;

/// Two threads hand over an item each while the owner closes the backlog, exports what is there and gives up
/// the rest.
@JCStressTest
@Outcome(id = "1, 1, 2", expect = ACCEPTABLE, desc = "Both were accepted, and each has one end.")
@Outcome(
        id = {"0, 1, 2", "1, 0, 2"},
        expect = ACCEPTABLE,
        desc = "One came too late; each has one end.")
@Outcome(id = "0, 0, 2", expect = ACCEPTABLE, desc = "Both came too late, and were counted.")
@Outcome(expect = FORBIDDEN, desc = "An item was lost, counted twice, or left in the queue.")
@State
public class AnItemThatRacesWithTheShutdownIsExportedOrCountedStress {
    private final Backlog<Integer> backlog = new Backlog<>(2, 100, Long.MAX_VALUE, null);

    @Actor
    public void one(IIJ_Result r) {
        r.r1 = submit();
    }

    @Actor
    public void other(IIJ_Result r) {
        r.r2 = submit();
    }

    @Actor
    public void owner() {
        backlog.close();
        Flight<Integer> flight = backlog.take(1);
        if (flight != null) {
            backlog.land(flight, null);
        }
        backlog.abandon();
    }

    private int submit() {
        if (backlog.offer(1) >= 0) {
            return 1;
        }
        backlog.refused(Drop.ALREADY_SHUTDOWN);
        return 0;
    }

    @Arbiter
    public void count(IIJ_Result r) {
        Ledger end = backlog.ledger();
        boolean matches = end.dropped(Drop.ALREADY_SHUTDOWN) == 2 - r.r1 - r.r2;
        r.r3 = matches ? end.exported() + end.droppedInAll() : -1;
    }
}
