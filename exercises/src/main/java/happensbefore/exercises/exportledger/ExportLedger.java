package happensbefore.exercises.exportledger;

import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongCounter;
import java.util.concurrent.atomic.AtomicLong;

/// Books what became of every span, and reports it as metrics.
public final class ExportLedger implements AutoCloseable {
    /// All totals at one moment, in spans.
    public record Totals(long received, long exported, long queueFull, long rejected) {}

    private final AtomicLong received = new AtomicLong();
    private final AtomicLong exported = new AtomicLong();
    private final AtomicLong queueFull = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final ObservableLongCounter receivedMetric;
    private final ObservableLongCounter exportedMetric;
    private final ObservableLongCounter droppedMetric;

    public ExportLedger(Meter meter) {
        receivedMetric = meter.counterBuilder("ledger.spans.received")
                .setUnit("{span}")
                .buildWithCallback(metric -> metric.record(totals().received()));
        exportedMetric = meter.counterBuilder("ledger.spans.exported")
                .setUnit("{span}")
                .buildWithCallback(metric -> metric.record(totals().exported()));
        droppedMetric = meter.counterBuilder("ledger.spans.dropped")
                .setUnit("{span}")
                .buildWithCallback(metric -> metric.record(totals().queueFull() + totals().rejected()));
    }

    /// Books one batch.
    ///
    /// @throws IllegalArgumentException when a number is negative
    public void settle(int exportedNow, int queueFullNow, int rejectedNow) {
        if (exportedNow < 0 || queueFullNow < 0 || rejectedNow < 0) {
            throw new IllegalArgumentException("a batch has no negative number of spans");
        }
        received.addAndGet((long) exportedNow + queueFullNow + rejectedNow);
        exported.addAndGet(exportedNow);
        queueFull.addAndGet(queueFullNow);
        rejected.addAndGet(rejectedNow);
    }

    /// All totals as they were at one moment.
    public Totals totals() {
        return new Totals(received.get(), exported.get(), queueFull.get(), rejected.get());
    }

    /// Ends the reporting; the totals stay readable.
    @Override
    public void close() {
        receivedMetric.close();
        exportedMetric.close();
        droppedMetric.close();
    }
}
