package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.otlp.SpanStack;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// One thread pushes on a [SpanStack], one pops from it; what is counted is compared with what happened.
@JCStressTest
@Outcome(
        id = "true, true",
        expect = ACCEPTABLE,
        desc = "Every push and every pop was counted, and the depth was never negative.")
@Outcome(id = "false, true", expect = FORBIDDEN, desc = "A snapshot showed more pops than pushes.")
@Outcome(id = "true, false", expect = FORBIDDEN, desc = "A count was lost.")
@Outcome(
        id = "false, false",
        expect = FORBIDDEN,
        desc = "A count was lost, and a snapshot showed more pops than pushes.")
@State
public class AnObservedStackLosesNoCountStress {
    private static final Meter METER = OpenTelemetry.noop().getMeter("stress");

    private final SpanStack stack = new SpanStack(METER, "stress");
    private int popped;

    @Actor
    public void pusher() {
        stack.push(Span.getInvalid());
        stack.push(Span.getInvalid());
    }

    @Actor
    public void popper(ZZ_Result r) {
        boolean first = pop();
        boolean second = pop();
        r.r1 = first && second;
    }

    @Arbiter
    public void counts(ZZ_Result r) {
        SpanStack.Counts counts = stack.counts();
        r.r2 = counts.pushed() == 2 && counts.popped() == popped;
    }

    private boolean pop() {
        if (stack.pop() != null) {
            popped++;
        }
        return stack.counts().depth() >= 0;
    }
}
