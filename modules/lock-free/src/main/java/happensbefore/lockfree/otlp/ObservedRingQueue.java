package happensbefore.lockfree.otlp;

import happensbefore.lockfree.BoundedQueue;
import happensbefore.lockfree.CountedQueue;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/// A span queue over a ring: carries each item with its producer's context, and reports itself as metrics.
///
/// Accounting, progress and thread-safety are [CountedQueue]'s. Metrics are read from one snapshot
/// when they are collected; until then nothing is done for them. Refusals are reported with
/// `error.type` `queue_full` or `already_shutdown`.
public final class ObservedRingQueue<E> implements AutoCloseable {
    // @start region="handover"
    /// An item on its way, and the context it was offered in.
    public record Handover<E>(E item, Context context) {
        /// Links the consumer's span to the producer's.
        public SpanBuilder linkTo(SpanBuilder consumer) {
            return consumer.addLink(Span.fromContext(context).getSpanContext());
        }
    }
    // @end

    private final CountedQueue<Handover<E>> queue;
    private final SpanQueueMetrics metrics;

    /// @param ring empty, and used by nobody else
    /// @param name this queue's, unique in the process, such as `ring_span_queue/0`
    public ObservedRingQueue(BoundedQueue<Handover<E>> ring, Meter meter, String name) {
        queue = new CountedQueue<>(ring);
        metrics = new SpanQueueMetrics(meter, name, queue);
    }

    /// Adds the item with the current context, or drops it, counted, and returns false.
    public boolean offer(E item) {
        return queue.offer(new Handover<>(item, Context.current()));
    }

    /// Removes and returns the oldest item, or returns null when there is none now.
    public @Nullable Handover<E> poll() {
        return queue.poll();
    }

    /// Refuses what is offered from now on. What is queued can still be polled.
    public void shutdown() {
        queue.shutdown();
    }

    /// Whether all is over: shut down, and nothing queued or being offered. Once true it stays true.
    public boolean isDrained() {
        return queue.isDrained();
    }

    /// All counts as of one moment.
    public CountedQueue.Counts counts() {
        return queue.counts();
    }

    /// Shuts down and ends the reporting. Metrics collected later do not show this queue, so drain it first.
    @Override
    public void close() {
        shutdown();
        metrics.close();
    }
}
