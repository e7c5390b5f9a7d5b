package happensbefore.telemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;

/// Lets a log record through to the batch processor only if the ledger has room.
final class GatedLogProcessor implements LogRecordProcessor {
    private final LogRecordProcessor processor;
    private final Ledger ledger;
    private final int capacity;

    GatedLogProcessor(LogRecordProcessor processor, Ledger ledger, int capacity) {
        this.processor = processor;
        this.ledger = ledger;
        this.capacity = capacity;
    }

    @Override
    public void onEmit(Context context, ReadWriteLogRecord log) {
        if (ledger.offer(capacity)) {
            processor.onEmit(context, log);
        }
    }

    @Override
    public CompletableResultCode forceFlush() {
        return processor.forceFlush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return processor.shutdown();
    }

    @Override
    public String toString() {
        return processor.toString();
    }
}
