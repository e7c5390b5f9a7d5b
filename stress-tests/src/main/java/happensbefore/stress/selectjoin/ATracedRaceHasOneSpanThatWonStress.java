package happensbefore.stress.selectjoin;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.selectjoin.otlp.Step;
import happensbefore.selectjoin.otlp.TracedRace;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Two callers race through the same object at the same time, each with two steps that end at once. A winner
/// that was claimed in one race and lost in the other would leave a caller without a result.
@JCStressTest
@Outcome(id = "1, 10", expect = ACCEPTABLE, desc = "Each race had one winner, in its own caller's context.")
@Outcome(expect = FORBIDDEN, desc = "A race had no winner, or one of the other caller's context.")
@State
public class ATracedRaceHasOneSpanThatWonStress {
    private static final ContextKey<Integer> CALLER = ContextKey.named("caller");

    private final TracedRace race = new TracedRace(OpenTelemetry.noop());

    @Actor
    public void one(II_Result r) {
        r.r1 = winnerAs(1);
    }

    @Actor
    public void other(II_Result r) {
        r.r2 = winnerAs(10);
    }

    private int winnerAs(int caller) {
        Step<Integer> step = new Step<>("step", () -> {
            Integer here = Context.current().get(CALLER);
            return here == null ? 1000 : here;
        });
        try (Scope _ = Context.root().with(CALLER, caller).makeCurrent()) {
            return race.firstSuccessful(List.of(step, step));
        } catch (ExecutionException e) {
            return -1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
