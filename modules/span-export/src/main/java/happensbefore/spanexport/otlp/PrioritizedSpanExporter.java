package happensbefore.spanexport.otlp;

import happensbefore.spanexport.BackendLane;
import happensbefore.spanexport.CircuitBreaker;
import happensbefore.spanexport.Ledger;
import happensbefore.spanexport.PriorityExport;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Sends spans to a primary backend; to a fallback when that loses them; and a copy of all to a backup, if there is
/// one.
///
/// - A circuit breaker stands before the primary: while that fails, batches go to the fallback at once.
/// - `export` never waits. Its result is a success when the primary or the fallback has the batch; a failure is a
///   [NotDeliveredException] with what became of it at both. The backup changes nothing about it.
/// - A batch of which a backend rejects some spans is not handed on: the others would arrive twice. Its result is that
///   backend's [happensbefore.spanexport.PartlyRejectedException].
/// - `flush` and `shutdown` succeed when every batch on its way came to the primary or the fallback, and every copy
///   to the backup.
/// - Every span is in one place of [#ledger], and of each backend's own in [#ledgers].
/// - The caller's list is copied, and the caller's Context is current when a batch is sent.
///
/// Metrics: [ExporterMetrics]. For any number of threads; owns its threads and the exporters, until `shutdown`.
public final class PrioritizedSpanExporter implements SpanExporter {
    private final PriorityExport<SpanBatch> routes;
    private final List<BackendLane<SpanBatch>> lanes = new ArrayList<>();
    private final CircuitBreaker breaker;
    private final ExporterMetrics metrics;

    /// @param backup null for none
    /// @param meters for this exporter's own metrics
    public PrioritizedSpanExporter(
            Backend primary,
            CircuitBreaker.Settings breaker,
            Backend fallback,
            @Nullable Backend backup,
            MeterProvider meters) {
        this(primary, breaker, fallback, backup, () -> meters);
        metrics.report();
    }

    /// @param meters null as long as there are none
    PrioritizedSpanExporter(
            Backend primary,
            CircuitBreaker.Settings settings,
            Backend fallback,
            @Nullable Backend backup,
            Supplier<@Nullable MeterProvider> meters) {
        breaker = new CircuitBreaker(settings, System::nanoTime);
        BackendLane<SpanBatch> first = primary.lane(breaker);
        BackendLane<SpanBatch> second = fallback.lane();
        BackendLane<SpanBatch> copies = backup == null ? null : backup.lane();
        lanes.add(first);
        lanes.add(second);
        if (copies != null) {
            lanes.add(copies);
        }
        routes = new PriorityExport<>(
                List.of(first, second),
                copies,
                sum(primary.settings().maxItems(), fallback.settings().maxItems()),
                sum(primary.settings().maxWeight(), fallback.settings().maxWeight()));
        List<ExporterMetrics.Source> sources = new ArrayList<>();
        sources.add(new ExporterMetrics.Source("any", routes::ledger, routes::held, () -> 0, () -> 0));
        sources.add(ExporterMetrics.Source.of(first, breaker));
        sources.add(ExporterMetrics.Source.of(second));
        if (copies != null) {
            sources.add(ExporterMetrics.Source.of(copies));
        }
        metrics = new ExporterMetrics("happensbefore.prioritized_span_exporter", meters, sources);
    }

    /// Of two bounds, each of which may mean none.
    private static long sum(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }

    // @start region="export"
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        metrics.report();
        if (spans.isEmpty()) {
            return CompletableResultCode.ofSuccess();
        }
        SpanBatch batch = SpanBatch.copyOf(spans);
        PriorityExport.Export export = routes.export(batch, batch.spans().size(), batch.bytes());
        CompletableResultCode code = new CompletableResultCode();
        var _ = export.verdict().thenAccept(verdict -> {
            CompletableResultCode _ = verdict.delivered()
                    ? code.succeed()
                    : code.failExceptionally(NotDeliveredException.leastOf(export.losses()));
        });
        return code;
    }
    // @end

    @Override
    public CompletableResultCode flush() {
        return Codes.code(routes.flush());
    }

    @Override
    public CompletableResultCode shutdown() {
        return Codes.code(routes.shutdown());
    }

    /// Where all spans are now, whichever backend takes them; the backup's copies are not in it.
    public Ledger ledger() {
        return routes.ledger();
    }

    /// Where all spans are that came to each backend, the backup among them.
    public Map<String, Ledger> ledgers() {
        Map<String, Ledger> ledgers = new LinkedHashMap<>();
        lanes.forEach(lane -> ledgers.put(lane.name(), lane.ledger()));
        return ledgers;
    }

    /// Whether the primary backend is let try.
    public CircuitBreaker.State circuit() {
        return breaker.state();
    }

    /// Shuts down, waits for it for ten seconds at most, and ends the metrics.
    @Override
    public void close() {
        SpanExporter.super.close();
        metrics.close();
    }

    @Override
    public String toString() {
        return "PrioritizedSpanExporter{" + breaker.state() + ", " + ledgers() + "}";
    }
}
