package happensbefore.channels.otlp;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;

/// A value on its way, with the context it was sent in: a thread-local does not cross to the receiver's
/// thread.
///
/// @param sentNanos by `System.nanoTime()`
record Message<T>(T value, Context context, long sentNanos) {
    static <T> Message<T> now(T value) {
        return new Message<>(value, Context.current(), System.nanoTime());
    }

    Span producer() {
        return Span.fromContext(context);
    }
}
