package happensbefore.stress.channels;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.channels.otlp.BroadcastExport;
import io.opentelemetry.api.OpenTelemetry;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// Two threads export four spans each to two exporters, with room for all; then the export is closed.
@JCStressTest
@Outcome(id = "44, 44", expect = ACCEPTABLE, desc = "Each exporter sent all spans before the close returned.")
@Outcome(expect = FORBIDDEN, desc = "An exporter has not sent a span, or has sent one twice.")
@State
public class ABroadcastExportAccountsForEverySpanStress {
    private static final int SPANS = 4; // of each thread

    private final AtomicInteger first = new AtomicInteger();
    private final AtomicInteger second = new AtomicInteger();
    private final BroadcastExport<Integer> export = new BroadcastExport<>(OpenTelemetry.noop(), 2 * SPANS);

    public ABroadcastExportAccountsForEverySpanStress() {
        export.add("first", first::addAndGet);
        export.add("second", second::addAndGet);
    }

    @Actor
    public void one() {
        for (int i = 0; i < SPANS; i++) {
            export.export(1);
        }
    }

    @Actor
    public void other() {
        for (int i = 0; i < SPANS; i++) {
            export.export(10);
        }
    }

    @Arbiter
    public void end(II_Result r) {
        export.close();
        r.r1 = first.get();
        r.r2 = second.get();
    }
}
