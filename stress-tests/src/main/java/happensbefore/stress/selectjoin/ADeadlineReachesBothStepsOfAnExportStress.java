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

/// Two callers export through the same object at the same time, one with the nearer deadline of its own, one with a
/// limit that ends before it; both steps ask for theirs.
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
        Deadline own = Deadline.after(Duration.ofHours(1));
        r.r1 = seenInAnExport(own, Duration.ofDays(1)).filter(own::equals).isPresent();
    }

    @Actor
    public void other(ZZ_Result r) {
        Duration limit = Duration.ofMinutes(1);
        r.r2 = seenInAnExport(Deadline.after(Duration.ofHours(2)), limit)
                .filter(seen -> seen.remaining().compareTo(limit) <= 0)
                .isPresent();
    }

    private Optional<Deadline> seenInAnExport(Deadline callers, Duration limit) {
        Asked asked = new Asked(new Deadline[1]);
        try {
            callers.call(() -> {
                export.export(asked, limit);
                return Optional.empty();
            });
        } catch (ExecutionException e) {
            return Optional.empty();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return Optional.of(asked.seen()[0]);
    }
}
