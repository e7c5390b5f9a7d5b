package happensbefore.channels.otlp;

import happensbefore.channels.Oneshot;
import happensbefore.channels.Oneshot.ReceiverGoneException;
import happensbefore.channels.Oneshot.SenderGoneException;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/// Requests that are answered on threads of its own, each over a one-shot channel that carries the reply back.
///
/// The asker's span is `NAME ask`; the work runs in the asker's context, baggage and all, under a span `NAME
/// answer` below it. Metrics: `happensbefore.requests` by `happensbefore.outcome` (`answered`, `failed`,
/// `timeout`, `interrupted`, `refused`, `abandoned`), one count a request, and `happensbefore.reply.drops` by
/// `error.type`: `skipped` when the asker had gone before the work began, `undelivered` when it went while it ran.
///
/// Any number of threads may ask. `close` tells all that still wait, and returns when its threads have ended.
public final class RequestDesk<Q, R> implements AutoCloseable {
    private static final AttributeKey<String> DESK = AttributeKey.stringKey("happensbefore.desk.name");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("happensbefore.outcome");
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    /// Does the work, on one of the desk's threads.
    @FunctionalInterface
    public interface Work<Q, R> {
        R answer(Q question) throws Exception;
    }

    private record Request<Q, R>(Q question, Context asker, Oneshot<R>.Sender reply) {}

    private final String name;
    private final Work<? super Q, ? extends R> work;
    private final Tracer tracer;
    private final LongCounter requests;
    private final LongCounter drops;
    private final BlockingQueue<Request<Q, R>> queue;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    /// @param name this desk's, unique in the process
    /// @param capacity of the queue of requests, at least 1; one more is refused
    /// @param workers how many threads answer
    public RequestDesk(
            OpenTelemetry telemetry, String name, int capacity, int workers, Work<? super Q, ? extends R> work) {
        this.name = name;
        this.work = work;
        tracer = telemetry.getTracer("happensbefore.channels");
        requests = telemetry
                .getMeter("happensbefore.channels")
                .counterBuilder("happensbefore.requests")
                .setUnit("{request}")
                .build();
        drops = telemetry
                .getMeter("happensbefore.channels")
                .counterBuilder("happensbefore.reply.drops")
                .setUnit("{reply}")
                .build();
        queue = new ArrayBlockingQueue<>(capacity);
        for (int i = 0; i < workers; i++) {
            threads.add(Thread.ofVirtual().name(name + "-" + i).start(this::serve));
        }
    }

    // @start region="ask"
    /// Asks, and waits for the reply.
    ///
    /// @throws RejectedExecutionException when the queue is full or the desk is closed
    /// @throws TimeoutException when there was no reply in time; the work is skipped, or its reply is
    ///     dropped; both are counted
    /// @throws ExecutionException what the work threw
    /// @throws SenderGoneException when the desk was closed before the work began
    public R ask(Q question, Duration timeout)
            throws InterruptedException, TimeoutException, ExecutionException, SenderGoneException {
        Span span =
                tracer.spanBuilder(name + " ask").setSpanKind(SpanKind.CLIENT).startSpan();
        Oneshot<R> reply = new Oneshot<>();
        String outcome = "answered";
        try (Oneshot<R>.Receiver receiver = reply.receiver()) { // closing it tells the worker that nobody waits
            submit(new Request<>(question, Context.current().with(span), reply.sender()));
            return receive(receiver, timeout);
        } catch (Exception e) {
            outcome = outcomeOf(e);
            span.setAttribute(ERROR_TYPE, outcome).setStatus(StatusCode.ERROR);
            throw e;
        } finally {
            requests.add(1, Attributes.of(DESK, name, OUTCOME, outcome));
            span.end();
        }
    }

    private R receive(Oneshot<R>.Receiver receiver, Duration timeout)
            throws InterruptedException, TimeoutException, ExecutionException, SenderGoneException {
        try {
            return receiver.receive(timeout);
        } catch (TimeoutException tooLate) {
            return receiver.closeAndGet().orElseThrow(() -> tooLate); // unless it came just now
        }
    }
    // @end

    private static String outcomeOf(Exception thrown) {
        return switch (thrown) {
            case TimeoutException _ -> "timeout";
            case InterruptedException _ -> "interrupted";
            case RejectedExecutionException _ -> "refused";
            case SenderGoneException _ -> "abandoned";
            default -> "failed";
        };
    }

    private void submit(Request<Q, R> request) {
        boolean taken = !closed && queue.offer(request);
        if (taken && closed && queue.remove(request)) {
            taken = false; // it came after close had emptied the queue
        }
        if (!taken) {
            throw new RejectedExecutionException(name + (closed ? " is closed" : " has too many requests"));
        }
    }

    private void serve() {
        try {
            while (!closed) {
                answer(queue.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed: this thread ends
        }
    }

    // @start region="answer"
    private void answer(Request<Q, R> request) {
        try (Oneshot<R>.Sender reply = request.reply()) {
            if (reply.isReceiverGone()) {
                drop("skipped");
                return;
            }
            Span span = tracer.spanBuilder(name + " answer")
                    .setParent(request.asker())
                    .setSpanKind(SpanKind.SERVER)
                    .startSpan();
            try (Scope _ = request.asker().with(span).makeCurrent()) {
                reply.send(work.answer(request.question()));
            } catch (ReceiverGoneException e) {
                drop("undelivered");
                span.setAttribute(ERROR_TYPE, "undelivered").setStatus(StatusCode.ERROR);
            } catch (Throwable thrown) {
                failed(reply, span, thrown);
            } finally {
                span.end();
            }
        }
    }
    // @end

    private void failed(Oneshot<R>.Sender reply, Span span, Throwable thrown) {
        span.setAttribute(ERROR_TYPE, thrown.getClass().getName())
                .setStatus(StatusCode.ERROR)
                .recordException(thrown);
        if (thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (!reply.fail(thrown)) {
            drop("undelivered");
        }
    }

    private void drop(String reason) {
        drops.add(1, Attributes.of(DESK, name, ERROR_TYPE, reason));
    }

    /// Interrupts the work under way and waits for its end. Who waits for a reply that has not begun has a
    /// [SenderGoneException]. An interrupt of the caller is kept for later. Idempotent.
    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        for (Request<Q, R> request = queue.poll(); request != null; request = queue.poll()) {
            request.reply().close();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
