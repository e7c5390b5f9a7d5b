package happensbefore.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import java.util.Collection;

/// Enters the outcome of each export of log records into the ledger.
final class WatchedLogExporter implements LogRecordExporter {
    private final LogRecordExporter exporter;
    private final Ledger ledger;
    private final WatchedExport watch;

    WatchedLogExporter(LogRecordExporter exporter, Ledger ledger, WatchedExport watch) {
        this.exporter = exporter;
        this.ledger = ledger;
        this.watch = watch;
    }

    @Override
    public CompletableResultCode export(Collection<LogRecordData> logs) {
        int count = logs.size();
        return watch.run(() -> exporter.export(logs), success -> ledger.settle(count, success));
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
