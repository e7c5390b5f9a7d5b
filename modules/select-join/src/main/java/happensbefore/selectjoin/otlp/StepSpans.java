package happensbefore.selectjoin.otlp;

import happensbefore.selectjoin.Deadline;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Wraps steps so that each runs within a span of its own under the caller's, whichever thread runs it.
///
/// Safe for any number of threads.
final class StepSpans {
    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    /// What a span's `error.type` says of a step that was stopped.
    static final String CANCELLED = "cancelled";

    /// What a span's `error.type` says of work that ran out of time.
    static final String TIMEOUT = "timeout";

    /// What was left of the deadline when the span began, in milliseconds.
    static final AttributeKey<Long> REMAINING = AttributeKey.longKey("happensbefore.deadline.remaining_ms");

    private final Tracer tracer;

    StepSpans(OpenTelemetry telemetry) {
        tracer = telemetry.getTracer("happensbefore.selectjoin");
    }

    /// A span under the current one. The caller ends it.
    Span start(String name) {
        return start(name, Context.current());
    }

    private Span start(String name, Context parent) {
        Span span = tracer.spanBuilder(name).setParent(parent).startSpan();
        Deadline.current()
                .ifPresent(deadline ->
                        span.setAttribute(REMAINING, deadline.remaining().toMillis()));
        return span;
    }

    // @start region="traced"
    /// Called on the caller's thread, where the caller's context is current.
    <T extends @Nullable Object> Callable<T> traced(Step<T> step) {
        Context caller = Context.current();
        return () -> {
            Span span = start(step.name(), caller);
            try (Scope _ = caller.with(span).makeCurrent()) {
                return step.task().call();
            } catch (Throwable thrown) {
                tell(span, thrown);
                throw thrown;
            } finally {
                span.end();
            }
        };
    }

    static void tell(Span span, Throwable thrown) {
        if (thrown instanceof ExecutionException && thrown.getCause() != null) {
            tell(span, thrown.getCause());
        } else if (isCancellation(thrown)) {
            span.setAttribute(ERROR_TYPE, CANCELLED).setStatus(StatusCode.ERROR, CANCELLED);
        } else if (thrown instanceof TimeoutException) {
            span.setAttribute(ERROR_TYPE, TIMEOUT).setStatus(StatusCode.ERROR, TIMEOUT);
        } else {
            span.setAttribute(ERROR_TYPE, thrown.getClass().getName());
            span.setStatus(StatusCode.ERROR).recordException(thrown);
        }
    }
    // @end

    /// Whether it says that somebody stopped the work, in one of the forms that the JDK gives it.
    private static boolean isCancellation(Throwable thrown) {
        return thrown instanceof InterruptedException
                || thrown instanceof CancellationException
                || thrown instanceof ClosedByInterruptException
                || thrown.getClass() == InterruptedIOException.class; // a subclass tells of a timeout
    }
}
