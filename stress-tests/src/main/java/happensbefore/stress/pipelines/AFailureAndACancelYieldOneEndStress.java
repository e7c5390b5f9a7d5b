package happensbefore.stress.pipelines;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.pipelines.Ending;
import happensbefore.pipelines.Pipeline;
import happensbefore.pipelines.PipelineRun;
import happensbefore.pipelines.Report;
import happensbefore.pipelines.Source;
import happensbefore.pipelines.Stage;
import happensbefore.pipelines.Workers;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZLJ_Result;

/// A step fails when it is told to, and the run is cancelled, at once.
@JCStressTest
@Outcome(id = "true, cancelled, 0", expect = ACCEPTABLE, desc = "The cancel came first, and was told so.")
@Outcome(id = "false, failed, 0", expect = ACCEPTABLE, desc = "The failure came first, and the cancel was told so.")
@Outcome(expect = FORBIDDEN, desc = "The end is not what the canceller was told, or an item is lost or counted twice.")
@State
public class AFailureAndACancelYieldOneEndStress {
    private final CountDownLatch fail = new CountDownLatch(1);
    private final PipelineRun run = Pipeline.of(Stage.<Integer, Integer>of("fail", item -> {
                        if (item == 1) {
                            fail.await();
                            throw new IllegalStateException("told to fail");
                        }
                        return item;
                    })
                    .by(Workers.virtual(2)))
            .start(Source.of(List.of(0, 1, 2)), item -> {});

    @Actor
    public void fails() {
        fail.countDown();
    }

    @Actor
    public void cancels(ZLJ_Result r) {
        r.r1 = run.cancel();
    }

    @Arbiter
    public void end(ZLJ_Result r) {
        Report report = Runs.report(run);
        r.r2 = switch (report.ending()) {
            case Ending.Cancelled _ -> "cancelled";
            case Ending.Failed _ -> "failed";
            default -> report.ending().toString();
        };
        r.r3 = report.account().inFlight();
    }
}
