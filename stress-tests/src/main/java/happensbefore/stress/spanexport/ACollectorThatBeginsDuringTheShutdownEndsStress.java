package happensbefore.stress.spanexport;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.spanexport.ClosableRing;
import happensbefore.spanexport.KeyedRegistry;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIJ_Result;

/// The first items of a key come while all collectors are shut down.
@JCStressTest
@Outcome(id = "1, 1, 2", expect = ACCEPTABLE, desc = "Their collector took both, and ended.")
@Outcome(
        id = {"1, 0, 1", "0, 1, 1"},
        expect = ACCEPTABLE,
        desc = "One came too late, and was refused.")
@Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "Both came too late, and were refused.")
@Outcome(expect = FORBIDDEN, desc = "An item is in a collector that nobody ends.")
@State
public class ACollectorThatBeginsDuringTheShutdownEndsStress {
    private final KeyedRegistry<String, ClosableRing<Integer>> collectors =
            new KeyedRegistry<>(2, _ -> new ClosableRing<>(2), new ClosableRing<>(2));

    @Actor
    public void one(IIJ_Result r) {
        r.r1 = submit();
    }

    @Actor
    public void other(IIJ_Result r) {
        r.r2 = submit();
    }

    @Actor
    public void owner(IIJ_Result r) {
        for (ClosableRing<Integer> collector : collectors.close()) {
            collector.close();
            r.r3 += collector.accepted();
        }
    }

    private int submit() {
        return collectors.get("key").offer(1) >= 0 ? 1 : 0;
    }
}
