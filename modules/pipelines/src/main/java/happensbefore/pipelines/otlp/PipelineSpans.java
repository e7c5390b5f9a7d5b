package happensbefore.pipelines.otlp;

import happensbefore.pipelines.StageWatcher;
import happensbefore.pipelines.Step;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A span for each item's work in each stage, and one for each wait, all under the run's: a timeline of every worker.
///
/// A stage's span has the stage's name, and is current while the step runs. A wait's is called `wait for items` or
/// `wait for room`. Attributes: `happensbefore.pipeline.stage`, `.item` with the item's number, and `thread.name`.
/// For any number of threads.
public final class PipelineSpans implements StageWatcher {
    private static final AttributeKey<String> STAGE = AttributeKey.stringKey("happensbefore.pipeline.stage");
    private static final AttributeKey<Long> ITEM = AttributeKey.longKey("happensbefore.pipeline.item");
    private static final AttributeKey<String> THREAD = AttributeKey.stringKey("thread.name");

    private final Tracer tracer;
    private final Context run;
    private final long epochMinusNanoTime;

    /// @param run the context of the run: its span is the parent of all others
    public PipelineSpans(Tracer tracer, Context run) {
        this.tracer = tracer;
        this.run = run;
        Instant now = Instant.now();
        epochMinusNanoTime = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano() - System.nanoTime();
    }

    // @start region="worked"
    @Override
    public @Nullable Object worked(String stage, long number, Step<Object, Object> step, Object item) throws Exception {
        Span span = tracer.spanBuilder(stage)
                .setParent(run)
                .setAttribute(STAGE, stage)
                .setAttribute(ITEM, number)
                .setAttribute(THREAD, Thread.currentThread().getName())
                .startSpan();
        try (Scope _ = run.with(span).makeCurrent()) {
            return step.apply(item);
        } catch (Throwable thrown) {
            span.setStatus(StatusCode.ERROR).recordException(thrown);
            throw thrown;
        } finally {
            span.end();
        }
    }

    @Override
    public void waited(String stage, Side side, long startNanos, long endNanos) {
        tracer.spanBuilder(side == Side.INPUT ? "wait for items" : "wait for room")
                .setParent(run)
                .setAttribute(STAGE, stage)
                .setAttribute(THREAD, Thread.currentThread().getName())
                .setStartTimestamp(epochMinusNanoTime + startNanos, TimeUnit.NANOSECONDS)
                .startSpan()
                .end(epochMinusNanoTime + endNanos, TimeUnit.NANOSECONDS);
    }
    // @end
}
