package happensbefore.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/// Says of each span on which thread it began, as the OpenTelemetry Java agent does. Thread-safe.
final class ThreadDetails implements SpanProcessor {
    private static final AttributeKey<Long> ID = AttributeKey.longKey("thread.id");
    private static final AttributeKey<String> NAME = AttributeKey.stringKey("thread.name");

    @Override
    public void onStart(Context parentContext, ReadWriteSpan span) {
        Thread current = Thread.currentThread();
        span.setAttribute(ID, current.threadId());
        span.setAttribute(NAME, current.getName());
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
