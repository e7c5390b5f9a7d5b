package happensbefore.stress.selectjoin;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.selectjoin.CancellationToken;
import happensbefore.selectjoin.otlp.CancellableExport;
import happensbefore.selectjoin.otlp.CancellableExport.Report;
import io.opentelemetry.api.OpenTelemetry;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/// Three batches are exported while the other actor cancels; the backend counts what it accepts.
@JCStressTest
@Outcome(id = "3, true", expect = ACCEPTABLE, desc = "Every batch is accounted for, and what is told as sent was.")
@Outcome(expect = FORBIDDEN, desc = "A batch is told twice or not at all, or told as sent and was not.")
@State
public class ACancelledExportAccountsForEveryBatchStress {
    private final CancellationToken token = new CancellationToken();
    private final AtomicInteger accepted = new AtomicInteger();
    private final CancellableExport<Integer> export =
            new CancellableExport<>(OpenTelemetry.noop(), _ -> accepted.incrementAndGet());

    @Actor
    public void exports(IZ_Result r) {
        try {
            Report<Integer> report = export.export(List.of(1, 2, 3), token);
            int sent = report.sent().size();
            int unknown = report.unknown().size();
            r.r1 = sent + report.failed().size() + unknown + report.notSent().size();
            r.r2 = sent <= accepted.get() && accepted.get() <= sent + unknown;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Actor
    public void cancels() {
        token.cancel();
    }
}
