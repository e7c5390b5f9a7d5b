package happensbefore.stress.pipelines;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.pipelines.Account;
import happensbefore.pipelines.Pipeline;
import happensbefore.pipelines.PipelineRun;
import happensbefore.pipelines.Source;
import happensbefore.pipelines.Stage;
import happensbefore.pipelines.Workers;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JZ_Result;

/// A run is cancelled while items are read, filtered, held back in their places, waiting in links, and accepted.
@JCStressTest
@Outcome(id = "0, true", expect = ACCEPTABLE, desc = "Each item is out, filtered or cut off, once.")
@Outcome(expect = FORBIDDEN, desc = "An item is in no count or in two, or the sink has taken others than were counted.")
@State
public class EveryItemOfACancelledRunIsAccountedForStress {
    private static final List<Integer> ITEMS = List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);

    private final AtomicInteger accepted = new AtomicInteger();
    private final Pipeline<Integer, Integer> pipeline = Pipeline.of(
                    Stage.<Integer, Integer>of("filter", item -> item % 5 == 0 ? null : item)
                            .by(Workers.virtual(2))
                            .withRoomFor(2)
                            .prompt())
            .then(Stage.<Integer, Integer>of("same", item -> item).withRoomFor(2));
    private volatile @Nullable PipelineRun run;

    @Actor
    public void starts() {
        run = pipeline.start(Source.of(ITEMS), item -> accepted.incrementAndGet());
    }

    @Actor
    public void cancels() {
        PipelineRun started = Runs.started(() -> run);
        while (started.account().in() == 0 && !started.isDecided()) {
            Thread.onSpinWait();
        }
        boolean _ = started.cancel();
    }

    @Arbiter
    public void account(JZ_Result r) {
        Account account = Runs.report(Runs.started(() -> run)).account();
        r.r1 = account.inFlight();
        r.r2 = account.out() == accepted.get();
    }
}
