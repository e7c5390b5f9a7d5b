package happensbefore.workstealing.otlp;

import happensbefore.workstealing.Fork;
import happensbefore.workstealing.Placement;
import happensbefore.workstealing.WorkStealingPool;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Objects;
import java.util.concurrent.Callable;

/// A pool whose tasks run in the context of whoever gave them, each under a span of its own, a child of the giver's.
///
/// The span tells where the task ran: `happensbefore.worker`, the worker's number; `happensbefore.task.source`, one
/// of `own`, `outside` or `stolen`; and `happensbefore.task.victim`, the worker it was stolen from.
///
/// For any number of threads. The pool stays the caller's to end.
public final class TracedPool {
    private static final AttributeKey<Long> WORKER = AttributeKey.longKey("happensbefore.worker");
    private static final AttributeKey<String> SOURCE = AttributeKey.stringKey("happensbefore.task.source");
    private static final AttributeKey<Long> VICTIM = AttributeKey.longKey("happensbefore.task.victim");

    private final WorkStealingPool pool;
    private final Tracer tracer;

    public TracedPool(WorkStealingPool pool, Tracer tracer) {
        this.pool = pool;
        this.tracer = tracer;
    }

    // @start region="fork"
    /// As [WorkStealingPool#fork]: from one of the pool's tasks a fork, else a submission.
    ///
    /// @param spanName a name for all tasks of this kind
    public <V> Fork<V> fork(String spanName, Callable<V> work) {
        Context giver = Context.current(); // here: the task may run on another thread
        return pool.fork(() -> traced(spanName, giver, work));
    }

    private <V> V traced(String spanName, Context giver, Callable<V> work) throws Exception {
        Span span = tracer.spanBuilder(spanName).setParent(giver).startSpan();
        place(span);
        try (Scope _ = giver.with(span).makeCurrent()) {
            return work.call();
        } catch (Throwable thrown) {
            span.setStatus(StatusCode.ERROR).recordException(thrown);
            throw thrown;
        } finally {
            span.end();
        }
    }
    // @end

    private static void place(Span span) {
        Placement placement = Objects.requireNonNull(WorkStealingPool.placement());
        span.setAttribute(WORKER, (long) placement.worker());
        switch (placement.source()) {
            case Placement.Own _ -> span.setAttribute(SOURCE, "own");
            case Placement.Outside _ -> span.setAttribute(SOURCE, "outside");
            case Placement.Stolen(int victim) ->
                span.setAttribute(SOURCE, "stolen").setAttribute(VICTIM, (long) victim);
        }
    }
}
