// The sum of one batch is computed as an int, and overflows before it is added.
package happensbefore.exercises.exportledger;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.concurrent.atomic.AtomicReference;

public final class ExportLedger implements AutoCloseable {
    /// All totals at one moment, in spans.
    public record Totals(long received, long exported, long queueFull, long rejected) {}

    private static final AttributeKey<String> REASON = AttributeKey.stringKey("reason");

    private final AtomicReference<Totals> totals = new AtomicReference<>(new Totals(0, 0, 0, 0));
    private final ObservableLongMeasurement received;
    private final ObservableLongMeasurement exported;
    private final ObservableLongMeasurement dropped;
    private final BatchCallback reporting;

    public ExportLedger(Meter meter) {
        received = counter(meter, "ledger.spans.received");
        exported = counter(meter, "ledger.spans.exported");
        dropped = counter(meter, "ledger.spans.dropped");
        reporting = meter.batchCallback(this::report, received, exported, dropped);
    }

    private static ObservableLongMeasurement counter(Meter meter, String name) {
        return meter.counterBuilder(name).setUnit("{span}").buildObserver();
    }

    private void report() {
        Totals now = totals(); // one read for all instruments: an export is one moment
        received.record(now.received());
        exported.record(now.exported());
        dropped.record(now.queueFull(), Attributes.of(REASON, "queue_full"));
        dropped.record(now.rejected(), Attributes.of(REASON, "rejected"));
    }

    /// Books one batch.
    ///
    /// @throws IllegalArgumentException when a number is negative
    public void settle(int exportedNow, int queueFullNow, int rejectedNow) {
        if (exportedNow < 0 || queueFullNow < 0 || rejectedNow < 0) {
            throw new IllegalArgumentException("a batch has no negative number of spans");
        }
        totals.updateAndGet(seen -> new Totals(
                seen.received() + (exportedNow + queueFullNow + rejectedNow),
                seen.exported() + exportedNow,
                seen.queueFull() + queueFullNow,
                seen.rejected() + rejectedNow)); // publishes the whole record: pairs with the read in totals
    }

    /// All totals as they were at one moment.
    public Totals totals() {
        return totals.get();
    }

    /// Ends the reporting; the totals stay readable.
    @Override
    public void close() {
        reporting.close();
    }
}
