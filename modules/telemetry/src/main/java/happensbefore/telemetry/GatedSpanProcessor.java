package happensbefore.telemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/// Lets a span through to the batch processor only if the ledger has room; only sampled spans are exported,
/// so only they count.
final class GatedSpanProcessor implements SpanProcessor {
    private final SpanProcessor processor;
    private final Ledger ledger;
    private final int capacity;

    GatedSpanProcessor(SpanProcessor processor, Ledger ledger, int capacity) {
        this.processor = processor;
        this.ledger = ledger;
        this.capacity = capacity;
    }

    @Override
    public void onStart(Context parentContext, ReadWriteSpan span) {
        processor.onStart(parentContext, span);
    }

    @Override
    public boolean isStartRequired() {
        return processor.isStartRequired();
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (span.getSpanContext().isSampled() && ledger.offer(capacity)) {
            processor.onEnd(span);
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
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
