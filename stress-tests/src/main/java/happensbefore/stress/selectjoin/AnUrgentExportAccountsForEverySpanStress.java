package happensbefore.stress.selectjoin;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.selectjoin.otlp.UrgentFirstExport;
import io.opentelemetry.api.OpenTelemetry;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.Z_Result;

/// Urgent and normal spans are offered to short lanes while the export is closed.
@JCStressTest
@Outcome(id = "true", expect = ACCEPTABLE, desc = "Exactly what was accepted was sent, and the thread has ended.")
@Outcome(expect = FORBIDDEN, desc = "A span was accepted and not sent, or sent and not accepted.")
@State
public class AnUrgentExportAccountsForEverySpanStress {
    private final AtomicInteger sent = new AtomicInteger();
    private final UrgentFirstExport<Integer> export =
            new UrgentFirstExport<>(OpenTelemetry.noop(), 2, 1, sent::addAndGet);
    private int urgent;
    private int normal;

    @Actor
    public void offersUrgent() {
        for (int i = 1; i <= 3; i++) {
            urgent += export.offer(i, true) ? i : 0;
        }
    }

    @Actor
    public void offersNormal() {
        for (int i = 1; i <= 3; i++) {
            normal += export.offer(10 * i, false) ? 10 * i : 0;
        }
    }

    @Actor
    public void closes() {
        export.close();
    }

    @Arbiter
    public void counts(Z_Result r) {
        r.r1 = sent.get() == urgent + normal;
    }
}
