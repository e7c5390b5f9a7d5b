package happensbefore.tasks.otlp;

import happensbefore.tasks.AdaptiveLimit;
import happensbefore.tasks.AdaptiveLimit.Permit;
import happensbefore.tasks.AdaptiveLimit.Snapshot;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.context.Context;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/// Exports with as many in flight as the backend bears: fewer when it slows down, more when it has recovered.
///
/// Metrics, all from one snapshot: `happensbefore.export.limit`, `.in_flight`, `.waiting`, and `.rejections`
/// with `error.type` `timeout` or `interrupted`. Each export has a span under the caller's; one that got no
/// permit has none.
///
/// Safe for any number of threads, each of which exports on its own.
public final class LimitedExport<B> implements AutoCloseable {
    private static final AttributeKey<String> EXPORTER = AttributeKey.stringKey("happensbefore.exporter.name");
    private static final Set<Integer> TOO_MUCH = Set.of(429, 503);

    private final AdaptiveLimit limit;
    private final Duration longestWait;
    private final Sender<B> sender;
    private final ExportSpans spans;
    private final AtomicLong index = new AtomicLong();
    private final Attributes self;
    private final ObservableLongMeasurement limitNow;
    private final ObservableLongMeasurement inFlight;
    private final ObservableLongMeasurement waiting;
    private final ObservableLongMeasurement rejections;
    private final BatchCallback callback;

    /// @param name this exporter's, unique in the process
    /// @param longestWait for a permit
    public LimitedExport(
            OpenTelemetry telemetry, String name, AdaptiveLimit limit, Duration longestWait, Sender<B> sender) {
        this.limit = limit;
        this.longestWait = longestWait;
        this.sender = sender;
        spans = new ExportSpans(telemetry.getTracer("happensbefore.tasks"));
        self = Attributes.of(EXPORTER, name);
        Meter meter = telemetry.getMeter("happensbefore.tasks");
        limitNow = upDown(meter, "happensbefore.export.limit", "Exports that may be in flight");
        inFlight = upDown(meter, "happensbefore.export.in_flight", "Exports in flight");
        waiting = upDown(meter, "happensbefore.export.waiting", "Exports that wait for a permit");
        rejections = meter.counterBuilder("happensbefore.export.rejections")
                .setDescription("Exports that got no permit")
                .setUnit("{export}")
                .buildObserver();
        callback = meter.batchCallback(this::report, limitNow, inFlight, waiting, rejections);
    }

    private static ObservableLongMeasurement upDown(Meter meter, String name, String description) {
        return meter.upDownCounterBuilder(name)
                .setDescription(description)
                .setUnit("{export}")
                .buildObserver();
    }

    // @start region="export"
    /// Exports the batch, within a span under the caller's.
    ///
    /// @throws TimeoutException when there was no permit in time; counted
    /// @throws InterruptedException when interrupted while waiting or sending
    /// @throws Exception what the sender threw
    public void export(B batch) throws Exception {
        try (Permit permit = limit.acquire(longestWait)) {
            try {
                spans.send(Context.current(), index.getAndIncrement(), batch, sender);
                permit.succeeded();
            } catch (Exception failure) {
                if (saysTooMuch(failure)) {
                    permit.overloaded();
                }
                throw failure;
            }
        }
    }

    private static boolean saysTooMuch(Exception failure) {
        return switch (failure) {
            case ExportRefusedException refused -> TOO_MUCH.contains(refused.status());
            case HttpTimeoutException _ -> true;
            default -> false;
        };
    }
    // @end

    private void report() {
        Snapshot now = limit.snapshot();
        limitNow.record(now.limit(), self);
        inFlight.record(now.inFlight(), self);
        waiting.record(now.waiting(), self);
        rejections.record(now.rejected(), with("timeout"));
        rejections.record(now.abandoned(), with("interrupted"));
    }

    private Attributes with(String errorType) {
        return self.toBuilder().put(ExportSpans.ERROR_TYPE, errorType).build();
    }

    /// Ends the reporting.
    @Override
    public void close() {
        callback.close();
    }
}
