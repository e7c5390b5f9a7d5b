package happensbefore.spanexport.otlp;

import happensbefore.spanexport.BatchSettings;
import happensbefore.spanexport.Drop;
import happensbefore.spanexport.KeyedBatcher;
import happensbefore.spanexport.Ledger;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Collects each service's spans by itself, where one process ends the spans of several: several tracer
/// providers, each with a `service.name`, share this processor. A service that is loud fills its own queue, and
/// no other's.
///
/// - Batches, flush, shutdown and the account are those of [AdaptiveBatchSpanProcessor], for each service.
/// - Services beyond the bound share one collector more.
/// - A provider that is shut down shuts this down: keep the providers, and end them together.
///
/// Metrics: [LedgerInstruments], `otel.component.name` ending with the service. For any number of threads; owns
/// its threads and the exporter, until `shutdown`.
public final class PerServiceSpanProcessor implements SpanProcessor {
    private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");
    private static final String UNKNOWN = "unknown_service";
    private static final String COMPONENT = "happensbefore.per_service_span_processor";
    private static final AtomicInteger INSTANCES = new AtomicInteger();

    private final OwnedExporter exporter;
    private final KeyedBatcher<String, SpanData> collectors;
    private final String name = COMPONENT + "/" + INSTANCES.getAndIncrement();
    private final LedgerInstruments instruments;
    private final BatchCallback callback;

    /// @param settings of each service's collector
    /// @param maxServices that have a collector of their own
    public PerServiceSpanProcessor(
            SpanExporter exporter, BatchSettings settings, int maxServices, MeterProvider meters) {
        this.exporter = new OwnedExporter(exporter);
        collectors = new KeyedBatcher<>(settings, maxServices, this.exporter::export);
        Meter meter = meters.get("happensbefore.spanexport");
        instruments = new LedgerInstruments(meter);
        callback = meter.batchCallback(this::report, instruments.first(), instruments.and());
    }

    @Override
    public void onStart(Context parentContext, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    // @start region="onEnd"
    @Override
    public void onEnd(ReadableSpan span) {
        if (span.getSpanContext().isSampled()) {
            SpanData data = span.toSpanData();
            String service = data.getResource().getAttribute(SERVICE_NAME);
            @Nullable Drop _ = collectors.submit(service == null ? UNKNOWN : service, data); // a drop is counted
        }
    }
    // @end

    @Override
    public boolean isEndRequired() {
        return true;
    }

    @Override
    public CompletableResultCode forceFlush() {
        return exporter.flushAfter(collectors.flush());
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdownAfter(collectors::shutdown);
    }

    /// Where the spans of each service are that has a collector of its own.
    public Map<String, Ledger> ledgers() {
        return collectors.ledgers();
    }

    /// Where all sampled spans are.
    public Ledger ledger() {
        return collectors.ledger();
    }

    private void report() {
        int capacity = collectors.capacity();
        ledgers()
                .forEach((service, now) -> instruments.record(
                        now, capacity, LedgerInstruments.component(COMPONENT, name + "/" + service)));
        instruments.record(collectors.otherLedger(), capacity, LedgerInstruments.component(COMPONENT, name));
    }

    /// Shuts down, waits for it for ten seconds at most, and ends the metrics.
    @Override
    public void close() {
        SpanProcessor.super.close();
        callback.close();
    }
}
