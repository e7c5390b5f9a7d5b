package happensbefore.stress.spanexport;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.spanexport.Answer;
import happensbefore.spanexport.Drop;
import happensbefore.spanexport.Verdict;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// One backend delivers while the other one loses the batch.
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "One has it: enough for the first, and not for all.")
@Outcome(expect = FORBIDDEN, desc = "Nobody was answered, or wrongly.")
@State
public class ADeliveryIsNeverAnsweredAsALossStress {
    private final CompletableFuture<Verdict> healthy = new CompletableFuture<>();
    private final CompletableFuture<Verdict> dead = new CompletableFuture<>();
    private final CompletableFuture<Boolean> first = Answer.FIRST.of(List.of(healthy, dead));
    private final CompletableFuture<Boolean> all = Answer.ALL.of(List.of(healthy, dead));

    @Actor
    public void delivers() {
        healthy.complete(Verdict.DELIVERED);
    }

    @Actor
    public void loses() {
        dead.complete(Verdict.lost(Drop.EXPORT_FAILED));
    }

    @Arbiter
    public void look(ZZ_Result r) {
        r.r1 = first.getNow(false);
        r.r2 = all.getNow(true);
    }
}
