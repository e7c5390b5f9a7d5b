package happensbefore.spanexport.otlp;

import happensbefore.spanexport.Answer;
import happensbefore.spanexport.BackendLane;
import happensbefore.spanexport.Ledger;
import happensbefore.spanexport.MultiExport;
import happensbefore.spanexport.Verdict;
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

/// Sends all spans to several backends, each with a queue, threads, retries and a budget of its own: one that is
/// slow, hangs or is gone costs the others nothing.
///
/// - `export` never waits. Its result is of the batch as a whole, by the rule of [Answer]; a failure is a
///   [NotDeliveredException], which says what became of the batch at each backend. Where the first answer was asked
///   for and no backend has all of it, but one has some of it, it is that one's
///   [happensbefore.spanexport.PartlyRejectedException].
/// - `flush` and `shutdown` succeed when every batch that was queued or in flight came to every backend.
/// - Every span is, for each backend, in one place of [#ledgers].
/// - The caller's list is copied, and the caller's Context is current when a batch is sent.
///
/// Metrics: [ExporterMetrics]. For any number of threads; owns its threads and the exporters, until `shutdown`.
public final class MultiBackendSpanExporter implements SpanExporter {
    private final MultiExport<SpanBatch> backends;
    private final Answer answer;
    private final ExporterMetrics metrics;

    /// Answers with the first delivery.
    ///
    /// @param meters for this exporter's own metrics
    /// @throws IllegalArgumentException when there is no backend, or two have one name
    public static MultiBackendSpanExporter create(List<Backend> backends, MeterProvider meters) {
        return new MultiBackendSpanExporter(backends, Answer.FIRST, meters);
    }

    /// @param answer when the result of an export is known
    /// @param meters for this exporter's own metrics
    /// @throws IllegalArgumentException when there is no backend, or two have one name
    public MultiBackendSpanExporter(List<Backend> backends, Answer answer, MeterProvider meters) {
        this(backends, answer, () -> meters);
        metrics.report();
    }

    /// @param meters null as long as there are none
    MultiBackendSpanExporter(List<Backend> backends, Answer answer, Supplier<@Nullable MeterProvider> meters) {
        this.answer = answer;
        this.backends = new MultiExport<>(backends.stream().map(Backend::lane).toList(), answer);
        List<ExporterMetrics.Source> sources = new ArrayList<>();
        this.backends.lanes().forEach(lane -> sources.add(ExporterMetrics.Source.of(lane)));
        metrics = new ExporterMetrics("happensbefore.multi_backend_span_exporter", meters, sources);
    }

    // @start region="export"
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        metrics.report();
        if (spans.isEmpty()) {
            return CompletableResultCode.ofSuccess();
        }
        SpanBatch batch = SpanBatch.copyOf(spans);
        MultiExport.Export export = backends.export(batch, batch.spans().size(), batch.bytes());
        CompletableResultCode code = new CompletableResultCode();
        var _ = export.answer().thenAccept(delivered -> {
            CompletableResultCode _ = delivered ? code.succeed() : code.failExceptionally(failure(export.known()));
        });
        return code;
    }
    // @end

    private Throwable failure(Map<String, Verdict> known) {
        return answer == Answer.FIRST ? NotDeliveredException.leastOf(known) : new NotDeliveredException(known);
    }

    @Override
    public CompletableResultCode flush() {
        return Codes.code(backends.flush());
    }

    @Override
    public CompletableResultCode shutdown() {
        return Codes.code(backends.shutdown());
    }

    /// Where all spans are now, by backend.
    public Map<String, Ledger> ledgers() {
        Map<String, Ledger> ledgers = new LinkedHashMap<>();
        for (BackendLane<SpanBatch> lane : backends.lanes()) {
            ledgers.put(lane.name(), lane.ledger());
        }
        return ledgers;
    }

    /// Shuts down, waits for it for ten seconds at most, and ends the metrics.
    @Override
    public void close() {
        SpanExporter.super.close();
        metrics.close();
    }

    @Override
    public String toString() {
        return "MultiBackendSpanExporter" + ledgers();
    }
}
