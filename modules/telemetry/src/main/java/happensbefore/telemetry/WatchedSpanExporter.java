package happensbefore.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;

/// Enters the outcome of each export of spans into the ledger.
final class WatchedSpanExporter implements SpanExporter {
    private final SpanExporter exporter;
    private final Ledger ledger;
    private final WatchedExport watch;

    WatchedSpanExporter(SpanExporter exporter, Ledger ledger, WatchedExport watch) {
        this.exporter = exporter;
        this.ledger = ledger;
        this.watch = watch;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        int count = spans.size();
        return watch.run(() -> exporter.export(spans), success -> ledger.settle(count, success));
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }

    @Override
    public String toString() {
        return exporter.toString();
    }
}
