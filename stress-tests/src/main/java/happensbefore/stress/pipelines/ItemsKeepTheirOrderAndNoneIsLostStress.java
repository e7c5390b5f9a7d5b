package happensbefore.stress.pipelines;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.pipelines.Pipeline;
import happensbefore.pipelines.PipelineRun;
import happensbefore.pipelines.Source;
import happensbefore.pipelines.Stage;
import happensbefore.pipelines.Workers;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZJ_Result;

/// Two workers hand on what they do as it came in, with room for two; the actors are two runs at once.
@JCStressTest
@Outcome(id = "true, 0", expect = ACCEPTABLE, desc = "Each item came out once, in the order it went in.")
@Outcome(expect = FORBIDDEN, desc = "An item was lost, doubled or overtaken.")
@State
public class ItemsKeepTheirOrderAndNoneIsLostStress {
    private static final List<Integer> ITEMS = List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);

    private final List<Integer> one = new ArrayList<>();
    private final List<Integer> other = new ArrayList<>();
    private long inFlight; // written before the arbiter begins, by the first actor

    private static long run(List<Integer> out) {
        Pipeline<Integer, Integer> pipeline = Pipeline.of(Stage.<Integer, Integer>of("first", item -> item)
                        .by(Workers.virtual(2))
                        .withRoomFor(2))
                .then(Stage.<Integer, Integer>of("second", item -> item)
                        .by(Workers.virtual(2))
                        .withRoomFor(2)
                        .prompt());
        try (PipelineRun run = pipeline.start(Source.of(ITEMS), out::add)) {
            return Runs.report(run).account().inFlight();
        }
    }

    @Actor
    public void oneRun() {
        inFlight = run(one);
    }

    @Actor
    public void anotherRun() {
        long _ = run(other);
    }

    @Arbiter
    public void order(ZJ_Result r) {
        r.r1 = one.equals(ITEMS) && other.equals(ITEMS);
        r.r2 = inFlight;
    }
}
