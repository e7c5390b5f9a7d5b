package happensbefore.lockfree.otlp;

import happensbefore.lockfree.MonotonicCounts;
import happensbefore.lockfree.RetryListener;
import happensbefore.lockfree.TreiberStack;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.BatchCallback;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.api.trace.Span;
import org.jspecify.annotations.Nullable;

/// Open spans of work that was put aside, newest first, on a lock-free stack that reports itself as metrics.
///
/// - Invariant: `pushed = popped + depth` in every snapshot. A push is counted before it is done, a pop after; so
///   `depth` includes calls that are under way and is never negative.
/// - Linearizes, progress: as [TreiberStack]; counting adds one atomic addition to each call, and one to each retry.
///
/// Metrics: `happensbefore.stack.pushed`, `.popped`, `.depth`, and `.retries` by `operation`. For
/// any number of threads.
public final class SpanStack implements AutoCloseable {
    private static final AttributeKey<String> STACK = AttributeKey.stringKey("happensbefore.stack.name");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("operation");
    private static final int PUSHED = 0;
    private static final int POPPED = 1;
    private static final int PUSH_RETRIES = 2;
    private static final int POP_RETRIES = 3;

    /// What happened so far, as of one moment.
    public record Counts(long pushed, long popped, long pushRetries, long popRetries) {
        /// On the stack, or on the way there or back.
        public long depth() {
            return pushed - popped;
        }
    }

    private final MonotonicCounts counts = new MonotonicCounts(4);
    // @start region="retries"
    private final TreiberStack<Span> stack = new TreiberStack<>(new RetryListener() {
        @Override
        public void insertRetried() {
            counts.add(PUSH_RETRIES, 1);
        }

        @Override
        public void removeRetried() {
            counts.add(POP_RETRIES, 1);
        }
    });
    // @end
    private final Attributes self;
    private final Attributes pushes;
    private final Attributes pops;
    private final ObservableLongMeasurement pushed;
    private final ObservableLongMeasurement popped;
    private final ObservableLongMeasurement depth;
    private final ObservableLongMeasurement retries;
    private final BatchCallback callback;

    /// @param name this stack's, unique in the process
    public SpanStack(Meter meter, String name) {
        self = Attributes.of(STACK, name);
        pushes = self.toBuilder().put(OPERATION, "push").build();
        pops = self.toBuilder().put(OPERATION, "pop").build();
        pushed = meter.counterBuilder("happensbefore.stack.pushed")
                .setDescription("Spans put on the stack")
                .setUnit("{span}")
                .buildObserver();
        popped = meter.counterBuilder("happensbefore.stack.popped")
                .setDescription("Spans taken from the stack")
                .setUnit("{span}")
                .buildObserver();
        depth = meter.upDownCounterBuilder("happensbefore.stack.depth")
                .setDescription("Spans on the stack")
                .setUnit("{span}")
                .buildObserver();
        retries = meter.counterBuilder("happensbefore.stack.retries")
                .setDescription("Lost races for the top")
                .setUnit("{retry}")
                .buildObserver();
        callback = meter.batchCallback(this::report, pushed, popped, depth, retries);
    }

    /// Puts an open span aside.
    public void push(Span span) {
        counts.add(PUSHED, 1);
        stack.push(span);
    }

    /// Takes the newest span; whoever gets it ends it.
    ///
    /// @return null if there is none
    public @Nullable Span pop() {
        Span span = stack.pop();
        if (span != null) {
            counts.add(POPPED, 1);
        }
        return span;
    }

    /// All counts as of one moment.
    public Counts counts() {
        long[] now = counts.snapshot();
        return new Counts(now[PUSHED], now[POPPED], now[PUSH_RETRIES], now[POP_RETRIES]);
    }

    private void report() {
        Counts now = counts();
        pushed.record(now.pushed(), self);
        popped.record(now.popped(), self);
        depth.record(now.depth(), self);
        retries.record(now.pushRetries(), pushes);
        retries.record(now.popRetries(), pops);
    }

    /// Ends the reporting. Spans that are still here can be popped; they are not ended by this.
    @Override
    public void close() {
        callback.close();
    }
}
