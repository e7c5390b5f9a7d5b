package happensbefore.stress.tasks;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.tasks.AdaptiveLimit;
import happensbefore.tasks.Aimd;
import happensbefore.tasks.otlp.LimitedExport;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Two threads export through a limit of one, and each sender counts how many send with it.
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Each batch was the only one in flight.")
@Outcome(expect = FORBIDDEN, desc = "Two batches were in flight at once.")
@State
public class LimitedExportsNeverExceedTheLimitStress {
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AdaptiveLimit limit = new AdaptiveLimit(new Aimd(1, 1, Duration.ofSeconds(1), 0.5), System::nanoTime);
    private final LimitedExport<AtomicInteger> export =
            new LimitedExport<>(OpenTelemetry.noop(), "stress", limit, Duration.ofMinutes(1), seen -> {
                seen.set(inFlight.incrementAndGet());
                inFlight.decrementAndGet();
            });

    @Actor
    public void one(II_Result r) {
        r.r1 = seen();
    }

    @Actor
    public void other(II_Result r) {
        r.r2 = seen();
    }

    private int seen() {
        AtomicInteger seen = new AtomicInteger();
        try {
            export.export(seen);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return seen.get();
    }
}
