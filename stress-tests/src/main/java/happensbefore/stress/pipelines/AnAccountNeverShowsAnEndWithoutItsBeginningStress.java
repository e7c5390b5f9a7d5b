package happensbefore.stress.pipelines;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.pipelines.Pipeline;
import happensbefore.pipelines.PipelineRun;
import happensbefore.pipelines.Source;
import happensbefore.pipelines.Stage;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// Accounts are asked for while the run goes on.
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "In no account had more items gone than come.")
@Outcome(expect = FORBIDDEN, desc = "An item had gone that had not come, or the last account was not whole.")
@State
public class AnAccountNeverShowsAnEndWithoutItsBeginningStress {
    private static final List<Integer> ITEMS = Collections.nCopies(20, 1);

    private final Pipeline<Integer, Integer> pipeline =
            Pipeline.of(Stage.<Integer, Integer>of("same", item -> item).withRoomFor(1));
    private volatile @Nullable PipelineRun run;

    @Actor
    public void looks(ZZ_Result r) {
        r.r1 = true;
        PipelineRun started = Runs.started(() -> run);
        while (!started.isDecided()) {
            r.r1 &= started.account().inFlight() >= 0;
        }
    }

    @Actor
    public void runs(ZZ_Result r) {
        PipelineRun started = pipeline.start(Source.of(ITEMS), item -> {});
        run = started;
        var account = Runs.report(started).account();
        r.r2 = account.in() == ITEMS.size() && account.inFlight() == 0;
    }
}
