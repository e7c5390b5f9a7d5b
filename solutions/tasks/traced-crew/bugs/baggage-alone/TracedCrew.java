package happensbefore.exercises.tracedcrew;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A few threads that do jobs for everybody, each job within a span under its submitter's.
///
/// - Invariant: what is current on a worker between two jobs is the root context.
/// - Progress: `submit` never waits for a job. Safe for any number of submitters; it owns its threads until
///   `close`.
public final class TracedCrew implements AutoCloseable {
    private record Handed(String name, Runnable job, Context context) {}

    private static final Handed END = new Handed("end", () -> {}, Context.root());

    private final Tracer tracer;
    private final BlockingQueue<Handed> queue = new LinkedBlockingQueue<>();
    private final List<Thread> workers = new ArrayList<>();
    private boolean closed; // guarded by this

    public TracedCrew(Tracer tracer, int workers) {
        this.tracer = tracer;
        for (int i = 0; i < workers; i++) {
            this.workers.add(Thread.ofVirtual().name("crew-" + i).start(this::work));
        }
    }

    /// Hands the job over, with the context that is current here.
    ///
    /// @throws IllegalStateException when the crew is closed
    public synchronized void submit(String name, Runnable job) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        queue.add(new Handed(name, job, Context.current()));
    }

    private void work() {
        try {
            for (Handed next = queue.take(); next != END; next = queue.take()) {
                run(next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Handed next) {
        Span span = tracer.spanBuilder(next.name()).setParent(next.context()).startSpan();
        Context known = Context.root().with(Baggage.fromContext(next.context())).with(span);
        try (Scope _ = known.makeCurrent()) {
            next.job().run();
        } catch (RuntimeException | Error e) {
            span.setStatus(StatusCode.ERROR).recordException(e);
        } finally {
            span.end();
        }
    }

    /// Waits until all jobs have ended, and ends the threads.
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            workers.forEach(_ -> queue.add(END)); // under the lock: behind every job that was submitted
        }
        boolean interrupted = false;
        for (Thread worker : workers) {
            while (true) {
                try {
                    worker.join();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
