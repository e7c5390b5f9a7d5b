package happensbefore.lockfree.otlp;

import happensbefore.lockfree.EpochReclaimer;
import happensbefore.lockfree.OffHeapStack;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;

/// An off-heap stack's memory as metrics: how far the epoch is, what waits for it, and what was refused for want of it.
///
/// - Invariant: `retired >= reclaimed` in every report, and their difference is the backlog reported with them.
/// - Nothing is added to the stack's own calls: all is read when metrics are collected.
///
/// Metrics, all under `happensbefore.reclaimer`: `.epoch`, `.retired`, `.reclaimed`, `.backlog`, `.pinned`, `.lag`
/// (epochs by which the oldest guard is behind; one that stays above 0 means a stalled thread), and
/// `happensbefore.stack.refused` by `error.type`: `stack_full` or `reclamation_backlog`.
public final class ReclaimerMetrics implements AutoCloseable {
    private static final AttributeKey<String> STACK = AttributeKey.stringKey("happensbefore.stack.name");
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    private final OffHeapStack stack;
    private final Attributes self;
    private final Attributes full;
    private final Attributes behind;
    private final ObservableLongMeasurement epoch;
    private final ObservableLongMeasurement retired;
    private final ObservableLongMeasurement reclaimed;
    private final ObservableLongMeasurement backlog;
    private final ObservableLongMeasurement pinned;
    private final ObservableLongMeasurement lag;
    private final ObservableLongMeasurement refused;
    private final BatchCallback callback;

    /// @param name the stack's, unique in the process
    public ReclaimerMetrics(OffHeapStack stack, Meter meter, String name) {
        this.stack = stack;
        self = Attributes.of(STACK, name);
        full = self.toBuilder().put(ERROR_TYPE, "stack_full").build();
        behind = self.toBuilder().put(ERROR_TYPE, "reclamation_backlog").build();
        epoch = meter.gaugeBuilder("happensbefore.reclaimer.epoch").ofLongs().buildObserver();
        retired = meter.counterBuilder("happensbefore.reclaimer.retired")
                .setUnit("{node}")
                .buildObserver();
        reclaimed = meter.counterBuilder("happensbefore.reclaimer.reclaimed")
                .setUnit("{node}")
                .buildObserver();
        backlog = meter.upDownCounterBuilder("happensbefore.reclaimer.backlog")
                .setUnit("{node}")
                .buildObserver();
        pinned = meter.upDownCounterBuilder("happensbefore.reclaimer.pinned")
                .setUnit("{guard}")
                .buildObserver();
        lag = meter.gaugeBuilder("happensbefore.reclaimer.lag")
                .ofLongs()
                .setUnit("{epoch}")
                .buildObserver();
        refused = meter.counterBuilder("happensbefore.stack.refused")
                .setUnit("{push}")
                .buildObserver();
        callback = meter.batchCallback(this::report, epoch, retired, reclaimed, backlog, pinned, lag, refused);
    }

    private void report() {
        EpochReclaimer reclaimer = stack.reclaimer();
        long done = reclaimer.reclaimed(); // before retired: so the backlog is never negative
        long given = reclaimer.retired();
        epoch.record(reclaimer.epoch(), self);
        retired.record(given, self);
        reclaimed.record(done, self);
        backlog.record(given - done, self);
        pinned.record(reclaimer.pinned(), self);
        lag.record(
                reclaimer.stall().map(stall -> stall.epoch() - stall.pinnedIn()).orElse(0L), self);
        refused.record(stack.refusedFull(), full);
        refused.record(stack.refusedByBacklog(), behind);
    }

    /// Ends the reporting.
    @Override
    public void close() {
        callback.close();
    }
}
