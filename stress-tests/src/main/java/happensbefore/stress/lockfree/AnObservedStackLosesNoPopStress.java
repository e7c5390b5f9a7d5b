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
import org.openjdk.jcstress.infra.results.J_Result;

/// Two threads pop from a [SpanStack] that holds enough for both: both write the same count.
@JCStressTest
@Outcome(id = "64", expect = ACCEPTABLE, desc = "Every pop was counted.")
@Outcome(expect = FORBIDDEN, desc = "A pop was not counted, or was counted twice.")
@State
public class AnObservedStackLosesNoPopStress {
    private static final Meter METER = OpenTelemetry.noop().getMeter("stress");
    private static final int EACH = 32;

    private final SpanStack stack = new SpanStack(METER, "stress");

    public AnObservedStackLosesNoPopStress() {
        for (int i = 0; i < 2 * EACH; i++) {
            stack.push(Span.getInvalid());
        }
    }

    @Actor
    public void one() {
        pop();
    }

    @Actor
    public void other() {
        pop();
    }

    @Arbiter
    public void counted(J_Result r) {
        r.r1 = stack.counts().popped();
    }

    private void pop() {
        for (int i = 0; i < EACH; i++) {
            stack.pop();
        }
    }
}
