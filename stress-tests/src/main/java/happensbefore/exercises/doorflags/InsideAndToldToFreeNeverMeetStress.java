package happensbefore.exercises.doorflags;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// Claim: a worker that is inside and a closer that may free never exist together.
@JCStressTest
@Outcome(
        id = "true, false",
        expect = Expect.ACCEPTABLE,
        desc = "The worker went in, and the closer was told to ask again later.")
@Outcome(
        id = "false, true",
        expect = Expect.ACCEPTABLE,
        desc = "The closer may free the buffer, and the worker was refused.")
@Outcome(
        id = "false, false",
        expect = Expect.ACCEPTABLE,
        desc = "They met: the worker was refused, and the closer asks again later.")
@Outcome(
        id = "true, true",
        expect = Expect.FORBIDDEN,
        desc = "The worker is inside, and the closer was told to free the buffer under its feet.")
@State
public class InsideAndToldToFreeNeverMeetStress {
    private final DrainDoor door = new DrainDoor();

    @Actor
    public void worker(ZZ_Result result) {
        result.r1 = door.enter();
    }

    @Actor
    public void closer(ZZ_Result result) {
        result.r2 = door.close();
    }
}
