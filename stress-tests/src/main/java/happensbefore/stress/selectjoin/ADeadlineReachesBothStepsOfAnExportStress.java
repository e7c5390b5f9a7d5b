package happensbefore.stress.selectjoin;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.selectjoin.Deadline;
import happensbefore.selectjoin.otlp.DeadlineExport;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// Two callers with different deadlines export through the same object at the same time; both steps ask for
/// theirs.
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Both steps of each export had that caller's deadline.")
@Outcome(expect = FORBIDDEN, desc = "A step had no deadline, or the other caller's.")
@State
public class ADeadlineReachesBothStepsOfAnExportStress {
    private record Asked(Deadline[] seen) {}

    private final DeadlineExport<Asked> export = new DeadlineExport<>(
            OpenTelemetry.noop(),
            asked -> {
                asked.seen()[0] = Deadline.current().orElseThrow();
                return new byte[] {1};
            },
            request -> {
                if (request.length != 1 || Deadline.current().isEmpty()) {
                    throw new IllegalStateException("no deadline");
                }
            });

    @Actor
    public void one(ZZ_Result r) {
        r.r1 = exportedWith(Deadline.after(Duration.ofHours(1)));
    }

    @Actor
    public void other(ZZ_Result r) {
        r.r2 = exportedWith(Deadline.after(Duration.ofHours(2)));
    }

    private boolean exportedWith(Deadline deadline) {
        Asked asked = new Asked(new Deadline[1]);
        try {
            deadline.call(() -> {
                export.export(asked, Duration.ofDays(1));
                return Optional.empty();
            });
        } catch (ExecutionException e) {
            return false;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return asked.seen()[0] == deadline;
    }
}
