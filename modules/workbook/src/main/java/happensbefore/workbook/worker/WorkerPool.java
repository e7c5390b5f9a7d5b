package happensbefore.workbook.worker;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/// Keeps a worker warm ahead of need, and ends all workers at the end: on `close`, and when the runner is ended.
///
/// Thread-safe.
public final class WorkerPool implements AutoCloseable {
    private final WorkerCommand command;
    private final Deque<WorkerProcess> spare = new ArrayDeque<>(); // guarded by this
    private final Set<WorkerProcess> all = new HashSet<>(); // guarded by this
    private final Thread atExit = new Thread(this::endAll, "workbook-end-workers");
    private boolean closed; // guarded by this

    public WorkerPool(WorkerCommand command) {
        this.command = command;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /// Starts a spare worker unless there is one of this kind. Returns at once; a failure shows when a worker is
    /// taken.
    public void prepare(Start wanted) {
        WorkerProcess other;
        synchronized (this) {
            if (closed || (!spare.isEmpty() && spare.element().jit() == wanted.jit())) {
                return;
            }
            other = spare.poll();
            try {
                spare.add(start(wanted));
            } catch (IOException e) {
                // Told by the next to take one.
            }
        }
        if (other != null) {
            discard(other);
        }
    }

    /// A warm worker of this kind, the spare one where it fits. The caller gives it back with [#discard].
    ///
    /// @throws InterruptedException when interrupted, or closed
    public WorkerProcess take(Jit jit) throws IOException, InterruptedException {
        WorkerProcess worker;
        synchronized (this) {
            if (closed) {
                throw new InterruptedException("closed");
            }
            worker = !spare.isEmpty() && spare.element().jit() == jit
                    ? spare.remove()
                    : start(new Start(jit, Start.Warmth.TESTS));
        }
        try {
            worker.awaitReady();
            return worker;
        } catch (IOException | InterruptedException e) {
            discard(worker);
            throw e;
        }
    }

    /// Waits until the spare worker is warm; returns at once when there is none.
    public void awaitSpare() throws InterruptedException {
        WorkerProcess worker;
        synchronized (this) {
            worker = spare.peek();
        }
        if (worker != null) {
            worker.awaitWarm();
        }
    }

    private synchronized WorkerProcess start(Start wanted) throws IOException {
        WorkerProcess worker = WorkerProcess.start(command, wanted);
        all.add(worker);
        return worker;
    }

    public void discard(WorkerProcess worker) {
        worker.close();
        synchronized (this) {
            all.remove(worker);
        }
    }

    /// True before any worker is ended for it.
    public synchronized boolean isClosed() {
        return closed;
    }

    private void endAll() {
        Set<WorkerProcess> left;
        synchronized (this) {
            closed = true;
            left = new HashSet<>(all);
            all.clear();
            spare.clear();
        }
        left.forEach(WorkerProcess::close);
    }

    @Override
    public void close() {
        endAll();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The runner is ending: the hook runs or has run.
        }
    }
}
