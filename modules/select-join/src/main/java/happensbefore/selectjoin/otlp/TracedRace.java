package happensbefore.selectjoin.otlp;

import happensbefore.selectjoin.Race;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// [Race], with a span for each step under the span of whoever calls.
///
/// - Exactly one span of a race that was won has the attribute `happensbefore.race.won`.
/// - A loser's span has the `error.type` `cancelled`, also when it had its result a moment too late. That of
///   a step that failed has the exception. A step that was never started leaves no span.
/// - The caller's context, with baggage and all else, is current in each step, with the step's span in it.
///
/// Threads, failures and interrupts are those of [Race]. Safe for any number of threads.
public final class TracedRace {
    private static final AttributeKey<Boolean> WON = AttributeKey.booleanKey("happensbefore.race.won");

    private final StepSpans spans;

    public TracedRace(OpenTelemetry telemetry) {
        spans = new StepSpans(telemetry);
    }

    /// As [Race#firstSuccessful].
    public <T extends @Nullable Object> T firstSuccessful(List<Step<T>> steps)
            throws ExecutionException, InterruptedException {
        return Race.firstSuccessful(racing(steps));
    }

    /// As [Race#hedged].
    public <T extends @Nullable Object> T hedged(List<Step<T>> steps, Duration delay)
            throws ExecutionException, InterruptedException {
        return Race.hedged(racing(steps), delay);
    }

    // @start region="racing"
    private <T extends @Nullable Object> List<Callable<T>> racing(List<Step<T>> steps) {
        AtomicBoolean won = new AtomicBoolean(); // one race, one winner: decided while the spans are open
        return steps.stream()
                .map(step -> spans.traced(new Step<T>(step.name(), () -> {
                    T value = step.task().call();
                    if (!won.compareAndSet(false, true)) {
                        throw new CancellationException("another was first");
                    }
                    Span.current().setAttribute(WON, true);
                    return value;
                })))
                .toList();
    }
    // @end
}
