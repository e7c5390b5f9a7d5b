package happensbefore.stress.channels;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.channels.otlp.ExporterState;
import happensbefore.channels.otlp.GatedExport;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/// A running exporter is stopped while a span comes.
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "The span was sent while the exporter ran.")
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The exporter had stopped: the span was refused.")
@Outcome(expect = FORBIDDEN, desc = "The span was sent and refused, or neither.")
@State
public class AnExportIsSentOrRefusedWhenTheExporterStopsStress {
    private final AtomicInteger sent = new AtomicInteger();
    private final GatedExport<Integer> export = new GatedExport<>(OpenTelemetry.noop(), "stress", sent::addAndGet);

    public AnExportIsSentOrRefusedWhenTheExporterStopsStress() {
        export.to(ExporterState.RUNNING);
    }

    @Actor
    public void owner() {
        export.to(ExporterState.STOPPED);
    }

    @Actor
    public void exporter(II_Result r) {
        try {
            export.export(1, Duration.ofMinutes(10));
        } catch (RejectedExecutionException e) {
            r.r2 = 1;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        r.r1 = sent.get();
    }
}
