package happensbefore.stress.pipelines;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.pipelines.CpuPool;
import happensbefore.pipelines.Pipeline;
import happensbefore.pipelines.PipelineRun;
import happensbefore.pipelines.Source;
import happensbefore.pipelines.Stage;
import happensbefore.pipelines.Workers;
import happensbefore.pipelines.otlp.PipelineMetrics;
import happensbefore.pipelines.otlp.PipelineSpans;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Two observed runs at once, in two contexts, whose steps share the threads of a pool.
@JCStressTest
@Outcome(id = "8, 8", expect = ACCEPTABLE, desc = "Every step of each run had its run's context.")
@Outcome(expect = FORBIDDEN, desc = "A step ran in another run's context, or in none.")
@State
public class EachStepRunsInTheContextOfItsRunStress {
    private static final OpenTelemetry TELEMETRY = OpenTelemetry.noop();
    private static final ContextKey<Integer> RUN = ContextKey.named("run");
    private static final CpuPool POOL = new CpuPool("stress", 2);
    private static final List<Integer> ITEMS = Collections.nCopies(4, 1);

    private static int stepsInTheirContext(int number) {
        AtomicInteger right = new AtomicInteger();
        Context context = Context.root().with(RUN, number);
        Pipeline<Integer, Integer> pipeline = Pipeline.of(
                        Stage.<Integer, Integer>of("wait", item -> look(number, right)))
                .then(Stage.<Integer, Integer>of("compute", item -> look(number, right))
                        .by(Workers.on(POOL)))
                .watchedBy(new PipelineSpans(TELEMETRY.getTracer("stress"), context));
        try (PipelineRun run = pipeline.start(Source.of(ITEMS), item -> {});
                PipelineMetrics _ = new PipelineMetrics(TELEMETRY.getMeter("stress"), "stress " + number, run)) {
            return Runs.report(run).account().inFlight() == 0 ? right.get() : -1;
        }
    }

    private static int look(int number, AtomicInteger right) {
        Integer seen = Context.current().get(RUN);
        if (seen != null && seen == number) {
            right.incrementAndGet();
        }
        return number;
    }

    @Actor
    public void one(II_Result r) {
        r.r1 = stepsInTheirContext(1);
    }

    @Actor
    public void other(II_Result r) {
        r.r2 = stepsInTheirContext(2);
    }
}
