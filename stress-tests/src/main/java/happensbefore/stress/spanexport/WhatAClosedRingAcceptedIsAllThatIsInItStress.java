package happensbefore.stress.spanexport;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.spanexport.ClosableRing;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIJ_Result;

/// Two items come while the ring is closed; who closes it then asks how many there are.
@JCStressTest
@Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "The close came first.")
@Outcome(
        id = {"1, 0, 1", "0, 1, 1"},
        expect = ACCEPTABLE,
        desc = "The close came between the two.")
@Outcome(id = "1, 1, 2", expect = ACCEPTABLE, desc = "The close came last.")
@Outcome(expect = FORBIDDEN, desc = "An item came in after the close had counted, or was lost.")
@State
public class WhatAClosedRingAcceptedIsAllThatIsInItStress {
    private final ClosableRing<Integer> ring = new ClosableRing<>(2);
    private long accepted;

    @Actor
    public void one(IIJ_Result r) {
        r.r1 = ring.offer(1) >= 0 ? 1 : 0;
    }

    @Actor
    public void other(IIJ_Result r) {
        r.r2 = ring.offer(2) >= 0 ? 1 : 0;
    }

    @Actor
    public void owner() {
        ring.close();
        accepted = ring.accepted();
    }

    @Arbiter
    public void count(IIJ_Result r) {
        long polled = 0;
        while (ring.poll() != null) {
            polled++;
        }
        r.r3 = polled == accepted ? polled : -1;
    }
}
