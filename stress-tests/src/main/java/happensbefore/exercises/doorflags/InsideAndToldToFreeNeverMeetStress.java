package happensbefore.exercises.doorflags;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/// Claim: a worker that is inside and a closer that may free never exist together.
///
/// They go along a row of doors from opposite ends: somewhere in the row they meet, and at a single
/// door they seldom would.
@JCStressTest
@Outcome(
        id = "false",
        expect = Expect.ACCEPTABLE,
        desc = "At each door the worker was refused, or the closer was told to ask again later.")
@Outcome(
        id = "true",
        expect = Expect.FORBIDDEN,
        desc = "The worker is inside, and the closer was told to free the buffer under its feet.")
@State
public class InsideAndToldToFreeNeverMeetStress {
    private static final int DOORS = 32;

    private final DrainDoor[] doors = new DrainDoor[DOORS];
    private final boolean[] wentIn = new boolean[DOORS];
    private final boolean[] toldToFree = new boolean[DOORS];

    public InsideAndToldToFreeNeverMeetStress() {
        for (int i = 0; i < DOORS; i++) {
            doors[i] = new DrainDoor();
        }
    }

    @Actor
    public void worker() {
        for (int i = 0; i < DOORS; i++) {
            wentIn[i] = doors[i].enter();
        }
    }

    @Actor
    public void closer() {
        for (int i = DOORS - 1; i >= 0; i--) {
            toldToFree[i] = doors[i].close();
        }
    }

    @Arbiter
    public void verdict(Z_Result result) {
        for (int i = 0; i < DOORS; i++) {
            result.r1 |= wentIn[i] && toldToFree[i];
        }
    }
}
