package happensbefore.stress.otlpsystem;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.otlpsystem.TailSampler;
import happensbefore.otlpsystem.TraceId;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/// A trace's error arrives at the moment when its time is over. One span of it waits.
@JCStressTest
@Outcome(id = "2, 0, 0", expect = ACCEPTABLE, desc = "The error was first: both spans are kept.")
@Outcome(id = "1, 1, 0", expect = ACCEPTABLE, desc = "The time was over first: the one is dropped, the error kept.")
@Outcome(expect = FORBIDDEN, desc = "A span came out twice or never, or its weight is still held.")
@State
public class ASpanThatWaitsComesOutOnceStress {
    private static final TraceId TRACE = new TraceId(1, 1);

    private final TailSampler<String> sampler =
            new TailSampler<>(new TailSampler.Rule(Duration.ofNanos(1), 0, 100, 16));

    public ASpanThatWaitsComesOutOnceStress() {
        TailSampler.Decided<String> _ = sampler.offer(TRACE, "waits", 10, false, 0);
    }

    @Actor
    public void error(JJJ_Result r) {
        r.r1 = sampler.offer(TRACE, "error", 10, true, 5).kept().size();
    }

    @Actor
    public void time(JJJ_Result r) {
        r.r2 = sampler.expire(5).dropped();
    }

    @Arbiter
    public void look(JJJ_Result r) {
        r.r3 = sampler.weight();
    }
}
