package happensbefore.selectjoin.otlp;

import happensbefore.selectjoin.Join;
import happensbefore.selectjoin.Join.Three;
import happensbefore.selectjoin.Join.Two;
import happensbefore.selectjoin.Outcome;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// [Join], with a span for each step under the span of whoever calls.
///
/// - The caller's context, with baggage and all else, is current in each step, with the step's span in it.
/// - The span of a step that failed has the exception; of one that was cancelled, the `error.type` `cancelled`.
/// - A step that never began, as the others had failed before, leaves no span.
///
/// Threads, failures and interrupts are those of [Join]. Safe for any number of threads.
public final class TracedJoin {
    private final StepSpans spans;

    public TracedJoin(OpenTelemetry telemetry) {
        spans = new StepSpans(telemetry);
    }

    // @start region="join"
    /// As [Join#all(Callable, Callable, Callable)].
    public <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object> Three<A, B, C> all(
            Step<A> first, Step<B> second, Step<C> third) throws ExecutionException, InterruptedException {
        return Join.all(spans.traced(first), spans.traced(second), spans.traced(third));
    }

    /// As [Join#allOrCancel(Callable, Callable, Callable)].
    public <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
            Three<A, B, C> allOrCancel(Step<A> first, Step<B> second, Step<C> third)
                    throws ExecutionException, InterruptedException {
        return Join.allOrCancel(spans.traced(first), spans.traced(second), spans.traced(third));
    }
    // @end

    /// As [Join#all(Callable, Callable)].
    public <A extends @Nullable Object, B extends @Nullable Object> Two<A, B> all(Step<A> first, Step<B> second)
            throws ExecutionException, InterruptedException {
        return Join.all(spans.traced(first), spans.traced(second));
    }

    /// As [Join#allOrCancel(Callable, Callable)].
    public <A extends @Nullable Object, B extends @Nullable Object> Two<A, B> allOrCancel(Step<A> first, Step<B> second)
            throws ExecutionException, InterruptedException {
        return Join.allOrCancel(spans.traced(first), spans.traced(second));
    }

    /// As [Join#all(Collection)].
    public <T extends @Nullable Object> List<T> all(Collection<Step<T>> steps)
            throws ExecutionException, InterruptedException {
        return Join.all(traced(steps));
    }

    /// As [Join#allOrCancel(Collection)].
    public <T extends @Nullable Object> List<T> allOrCancel(Collection<Step<T>> steps)
            throws ExecutionException, InterruptedException {
        return Join.allOrCancel(traced(steps));
    }

    /// As [Join#settle(Collection)].
    public <T extends @Nullable Object> List<Outcome<T>> settle(Collection<Step<T>> steps) throws InterruptedException {
        return Join.settle(traced(steps));
    }

    /// As [Join#settle(Collection, Duration)].
    public <T extends @Nullable Object> List<Outcome<T>> settle(Collection<Step<T>> steps, Duration limit)
            throws InterruptedException {
        return Join.settle(traced(steps), limit);
    }

    private <T extends @Nullable Object> List<Callable<T>> traced(Collection<Step<T>> steps) {
        return steps.stream().map(spans::traced).toList();
    }
}
