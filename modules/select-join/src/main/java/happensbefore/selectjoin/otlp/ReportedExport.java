package happensbefore.selectjoin.otlp;

import happensbefore.selectjoin.Outcome;
import happensbefore.tasks.otlp.Sender;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import java.time.Duration;
import java.util.List;

/// Exports items at the same time, each in a span of its own, and reports what became of every one.
///
/// The counter `happensbefore.export.items` counts them by `outcome`: `sent`, `failed`, `cancelled`.
///
/// Safe for any number of threads; each call owns its threads, which have ended when it returns.
public final class ReportedExport<S> {
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("outcome");

    private final TracedJoin join;
    private final Sender<S> sender;
    private final LongCounter items;

    public ReportedExport(OpenTelemetry telemetry, Sender<S> sender) {
        join = new TracedJoin(telemetry);
        this.sender = sender;
        items = telemetry
                .getMeter("happensbefore.selectjoin")
                .counterBuilder("happensbefore.export.items")
                .build();
    }

    // @start region="export"
    /// Sends every item, whatever happens to the others.
    ///
    /// @param limit for all of them together; what was not accepted by then is cancelled
    /// @throws InterruptedException when the caller was interrupted; every send has ended, and none is reported
    public ExportReport<S> export(List<? extends S> batch, Duration limit) throws InterruptedException {
        List<Outcome<S>> outcomes = join.settle(batch.stream().map(this::step).toList(), limit);
        ExportReport<S> report = ExportReport.of(batch, outcomes);
        count("sent", report.sent().size());
        count("failed", report.failed().size());
        count("cancelled", report.cancelled().size());
        return report;
    }

    private Step<S> step(S item) {
        return new Step<>("export", () -> {
            sender.send(item);
            return item;
        });
    }
    // @end

    private void count(String outcome, int number) {
        items.add(number, Attributes.of(OUTCOME, outcome));
    }
}
