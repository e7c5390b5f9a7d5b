// Each callback reads totals that are consistent, but the three callbacks of one export run at three moments.
package happensbefore.exercises.exportledger;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongCounter;
import java.util.concurrent.atomic.AtomicReference;

public final class ExportLedger implements AutoCloseable {
    /// All totals at one moment, in spans.
    public record Totals(long received, long exported, long queueFull, long rejected) {}

    private static final AttributeKey<String> REASON = AttributeKey.stringKey("reason");

    private final AtomicReference<Totals> totals = new AtomicReference<>(new Totals(0, 0, 0, 0));
    private final ObservableLongCounter received;
    private final ObservableLongCounter exported;
    private final ObservableLongCounter dropped;

    public ExportLedger(Meter meter) {
        received = meter.counterBuilder("ledger.spans.received")
                .setUnit("{span}")
                .buildWithCallback(metric -> metric.record(totals().received()));
        exported = meter.counterBuilder("ledger.spans.exported")
                .setUnit("{span}")
                .buildWithCallback(metric -> metric.record(totals().exported()));
        dropped = meter.counterBuilder("ledger.spans.dropped")
                .setUnit("{span}")
                .buildWithCallback(metric -> {
                    metric.record(totals().queueFull(), Attributes.of(REASON, "queue_full"));
                    metric.record(totals().rejected(), Attributes.of(REASON, "rejected"));
                });
    }

    /// Books one batch.
    ///
    /// @throws IllegalArgumentException when a number is negative
    public void settle(int exportedNow, int queueFullNow, int rejectedNow) {
        if (exportedNow < 0 || queueFullNow < 0 || rejectedNow < 0) {
            throw new IllegalArgumentException("a batch has no negative number of spans");
        }
        totals.updateAndGet(seen -> new Totals(
                seen.received() + exportedNow + queueFullNow + rejectedNow,
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
        received.close();
        exported.close();
        dropped.close();
    }
}
