package happensbefore.selectjoin.otlp;

import happensbefore.selectjoin.CancellationToken;
import happensbefore.selectjoin.otlp.ExportReport.Failed;
import happensbefore.tasks.otlp.Sender;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Exports batches one after the other until it is told to stop, and says what it had sent by then and what
/// not.
///
/// The counter `happensbefore.export.items` counts batches by `outcome`: `sent`, `failed`, `unknown`,
/// `not_sent`.
///
/// Safe for any number of threads; each call owns its threads, which have ended when it returns.
public final class CancellableExport<B> {
    /// Every batch stands in exactly one of the lists, which keep the order. Immutable.
    ///
    /// @param sent accepted by the backend
    /// @param failed refused by the backend, or lost on the way
    /// @param unknown stopped on the way: it may have arrived
    /// @param notSent never begun
    public record Report<B>(List<B> sent, List<Failed<B>> failed, List<B> unknown, List<B> notSent) {
        public Report {
            sent = List.copyOf(sent);
            failed = List.copyOf(failed);
            unknown = List.copyOf(unknown);
            notSent = List.copyOf(notSent);
        }

        /// Whether the token was cancelled before every batch had ended by itself.
        public boolean wasCancelled() {
            return !(unknown.isEmpty() && notSent.isEmpty());
        }
    }

    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("outcome");

    private final StepSpans spans;
    private final Sender<B> sender;
    private final LongCounter items;

    public CancellableExport(OpenTelemetry telemetry, Sender<B> sender) {
        spans = new StepSpans(telemetry);
        this.sender = sender;
        items = telemetry
                .getMeter("happensbefore.selectjoin")
                .counterBuilder("happensbefore.export.items")
                .build();
    }

    // @start region="export"
    /// Exports the batches in their order, each in a span of its own. A failure stops nothing.
    ///
    /// @param token cancelled by any thread at any time: the batch on the way is interrupted, no further one
    ///     begins
    /// @throws InterruptedException when the caller was interrupted; the send has ended, nothing is reported
    public Report<B> export(List<? extends B> batches, CancellationToken token) throws InterruptedException {
        List<B> sent = new ArrayList<>();
        List<Failed<B>> failed = new ArrayList<>();
        List<B> unknown = new ArrayList<>();
        List<B> notSent = new ArrayList<>();
        for (B batch : batches) {
            AtomicBoolean begun = new AtomicBoolean();
            try {
                token.call(spans.traced(new Step<>("export", () -> {
                    begun.set(true);
                    sender.send(batch);
                    return batch;
                })));
                sent.add(batch);
            } catch (CancellationException _) {
                (begun.get() ? unknown : notSent).add(batch); // the send has ended: this is its last word
            } catch (ExecutionException e) {
                failed.add(new Failed<>(batch, Objects.requireNonNullElse(e.getCause(), e)));
            }
        }
        return counted(new Report<>(sent, failed, unknown, notSent));
    }
    // @end

    private Report<B> counted(Report<B> report) {
        count("sent", report.sent());
        count("failed", report.failed());
        count("unknown", report.unknown());
        count("not_sent", report.notSent());
        return report;
    }

    private void count(String outcome, List<?> batches) {
        items.add(batches.size(), Attributes.of(OUTCOME, outcome));
    }
}
