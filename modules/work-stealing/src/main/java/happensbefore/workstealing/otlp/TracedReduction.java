package happensbefore.workstealing.otlp;

import happensbefore.workstealing.TreeReduction;
import happensbefore.workstealing.TreeReduction.Visit;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

/// A reduction whose tasks are spans under the caller's: one for each task's own walk, with the worker it ran on.
///
/// A span ends before its task joins others: a worker that joins runs other tasks meanwhile, and theirs is that
/// time. The spans of one worker never overlap, and what they leave free is time in which the worker had
/// nothing to do.
///
/// Attributes: `happensbefore.worker` is the worker's number in its pool, -1 for a thread from outside that helps;
/// `happensbefore.tree.nodes` and `happensbefore.tree.given` are what the task visited, and gave away.
public final class TracedReduction<N, R> {
    private static final AttributeKey<Long> WORKER = AttributeKey.longKey("happensbefore.worker");
    private static final AttributeKey<Long> NODES = AttributeKey.longKey("happensbefore.tree.nodes");
    private static final AttributeKey<Long> GIVEN = AttributeKey.longKey("happensbefore.tree.given");

    private final TreeReduction<N, R> plain;
    private final Tracer tracer;
    private final String spanName;

    /// @param name the spans are called `name walk`
    public TracedReduction(TreeReduction<N, R> plain, Tracer tracer, String name) {
        this.plain = plain;
        this.tracer = tracer;
        spanName = name + " walk";
    }

    // @start region="reduce"
    /// As [TreeReduction#reduce].
    public R reduce(ForkJoinPool pool, N root) {
        Context caller = Context.current(); // here, on the caller's thread: the tasks run on others
        return plain.observedBy(() -> begin(caller)).reduce(pool, root);
    }

    private Visit begin(Context caller) {
        long worker = Thread.currentThread() instanceof ForkJoinWorkerThread thread ? thread.getPoolIndex() : -1;
        Span walk = tracer.spanBuilder(spanName)
                .setParent(caller)
                .setAttribute(WORKER, worker)
                .startSpan();
        return (nodes, given) -> walk.setAttribute(NODES, nodes)
                .setAttribute(GIVEN, (long) given)
                .end();
    }
    // @end
}
