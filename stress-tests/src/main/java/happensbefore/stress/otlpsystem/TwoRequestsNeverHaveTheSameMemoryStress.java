package happensbefore.stress.otlpsystem;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.otlpsystem.MemoryGate;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIJ_Result;

/// Two requests come to a gate with room for one of them.
@JCStressTest
@Outcome(
        id = {"1, 0, 60", "0, 1, 60"},
        expect = ACCEPTABLE,
        desc = "One was let in.")
@Outcome(expect = FORBIDDEN, desc = "Both were let in, or none, or the gate does not know what it let in.")
@State
public class TwoRequestsNeverHaveTheSameMemoryStress {
    private final MemoryGate gate = new MemoryGate(100);

    @Actor
    public void one(IIJ_Result r) {
        r.r1 = gate.tryTake(60) ? 1 : 0;
    }

    @Actor
    public void other(IIJ_Result r) {
        r.r2 = gate.tryTake(60) ? 1 : 0;
    }

    @Arbiter
    public void look(IIJ_Result r) {
        r.r3 = gate.held();
    }
}
