package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.otlp.SpanStack;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/// One thread pushes on a [SpanStack] and pops from it; another pops, too, and looks at the counts after each pop.
@JCStressTest
@Outcome(id = "true", expect = ACCEPTABLE, desc = "The depth was never negative.")
@Outcome(id = "false", expect = FORBIDDEN, desc = "A snapshot showed more pops than pushes.")
@State
public class AnObservedStackNeverShowsMorePopsThanPushesStress {
    private static final Meter METER = OpenTelemetry.noop().getMeter("stress");
    private static final int TIMES = 16;

    private final SpanStack stack = new SpanStack(METER, "stress");

    @Actor
    public void mover() {
        for (int i = 0; i < TIMES; i++) {
            stack.push(Span.getInvalid());
            stack.pop();
        }
    }

    @Actor
    public void looker(Z_Result r) {
        r.r1 = true;
        for (int i = 0; i < TIMES; i++) {
            stack.pop();
            r.r1 &= stack.counts().depth() >= 0;
        }
    }
}
