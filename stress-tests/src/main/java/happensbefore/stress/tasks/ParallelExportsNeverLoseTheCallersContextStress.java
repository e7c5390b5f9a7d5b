package happensbefore.stress.tasks;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.tasks.otlp.ParallelExport;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Two callers in different contexts export through the same object at the same time.
@JCStressTest
@Outcome(id = "2, 20", expect = ACCEPTABLE, desc = "Each caller's exports ran in that caller's context.")
@Outcome(expect = FORBIDDEN, desc = "An export ran in no context, or in the other caller's.")
@State
public class ParallelExportsNeverLoseTheCallersContextStress {
    private static final ContextKey<Integer> CALLER = ContextKey.named("caller");

    private final ParallelExport<AtomicInteger> export = new ParallelExport<>(OpenTelemetry.noop(), sum -> {
        Integer caller = Context.current().get(CALLER);
        sum.addAndGet(caller == null ? 1000 : caller);
    });

    @Actor
    public void one(II_Result r) {
        r.r1 = exportAs(1);
    }

    @Actor
    public void other(II_Result r) {
        r.r2 = exportAs(10);
    }

    private int exportAs(int caller) {
        AtomicInteger sum = new AtomicInteger();
        try (Scope _ = Context.root().with(CALLER, caller).makeCurrent()) {
            export.all(List.of(sum, sum));
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return sum.get();
    }
}
