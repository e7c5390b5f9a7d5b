package happensbefore.stress.spanexport;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.spanexport.Backlog;
import happensbefore.spanexport.Drop;
import happensbefore.spanexport.Flight;
import java.util.Objects;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZJ_Result;

/// The exporter says that it has delivered the batch just as its time is over.
@JCStressTest
@Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "Delivered; the time-out came second.")
@Outcome(id = "false, true, 0", expect = ACCEPTABLE, desc = "Timed out; the delivery came second.")
@Outcome(expect = FORBIDDEN, desc = "One item had two ends, or none.")
@State
public class AFlightLandsOnceStress {
    private final Backlog<Integer> backlog = new Backlog<>(2, 100, Long.MAX_VALUE, null);
    private final Flight<Integer> flight;

    public AFlightLandsOnceStress() {
        backlog.offer(1);
        flight = Objects.requireNonNull(backlog.take(1));
    }

    @Actor
    public void exporter(ZZJ_Result r) {
        r.r1 = backlog.land(flight, null);
    }

    @Actor
    public void timer(ZZJ_Result r) {
        r.r2 = backlog.land(flight, Drop.EXPORT_TIMED_OUT);
    }

    @Arbiter
    public void count(ZZJ_Result r) {
        r.r3 = backlog.ledger().recorded() == 1 ? backlog.ledger().exported() : -1;
    }
}
