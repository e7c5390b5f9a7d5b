package happensbefore.stress.selectjoin;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.selectjoin.otlp.Step;
import happensbefore.selectjoin.otlp.TracedJoin;
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

/// Two callers in different contexts join steps through the same object at the same time.
@JCStressTest
@Outcome(id = "2, 20", expect = ACCEPTABLE, desc = "Each caller's steps ran in that caller's context.")
@Outcome(expect = FORBIDDEN, desc = "A step ran in no context, or in the other caller's.")
@State
public class TracedStepsNeverLoseTheCallersContextStress {
    private static final ContextKey<Integer> CALLER = ContextKey.named("caller");

    private final TracedJoin join = new TracedJoin(OpenTelemetry.noop());

    @Actor
    public void one(II_Result r) {
        r.r1 = sumAs(1);
    }

    @Actor
    public void other(II_Result r) {
        r.r2 = sumAs(10);
    }

    private int sumAs(int caller) {
        Step<Integer> step = new Step<>("step", () -> {
            Integer here = Context.current().get(CALLER);
            return here == null ? 1000 : here;
        });
        try (Scope _ = Context.root().with(CALLER, caller).makeCurrent()) {
            return join.allOrCancel(List.of(step, step)).stream()
                    .mapToInt(Integer::intValue)
                    .sum();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
