package happensbefore.pipelines;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Work lent to a pool's thread by one that waits for it.
///
/// - States: WAITING to RUNNING to ENDED, or WAITING to WITHDRAWN. All under the monitor.
/// - Who withdraws leaves only when the work never begins or has ended: nothing of a run goes on after it.
/// - The interrupt is sent while the state is RUNNING, under the monitor; so it never reaches the thread's next
///   work.
final class PoolCall<T extends @Nullable Object> implements Runnable {
    private enum State {
        WAITING,
        RUNNING,
        ENDED,
        WITHDRAWN
    }

    private final Callable<? extends T> work;
    private State state = State.WAITING; // guarded by this, as all below
    private @Nullable Thread runner;
    private @Nullable T result;
    private @Nullable Throwable failure;

    PoolCall(Callable<? extends T> work) {
        this.work = work;
    }

    // @start region="run"
    @Override
    public void run() {
        if (!begin()) {
            return;
        }
        @Nullable T value = null;
        @Nullable Throwable thrown = null;
        try {
            value = work.call();
        } catch (Throwable t) {
            thrown = t;
        }
        end(value, thrown);
    }

    private synchronized boolean begin() {
        if (state == State.WITHDRAWN) {
            return false;
        }
        state = State.RUNNING;
        runner = Thread.currentThread();
        return true;
    }

    private synchronized void end(@Nullable T value, @Nullable Throwable thrown) {
        result = value;
        failure = thrown;
        state = State.ENDED;
        runner = null;
        boolean _ = Thread.interrupted(); // whoever sent one meant this work
        notifyAll();
    }
    // @end

    // @start region="result"
    /// Waits until the work has ended.
    ///
    /// @throws ExecutionException with what it threw
    /// @throws InterruptedException when interrupted meanwhile: it never begins, or was interrupted and has ended
    T result() throws ExecutionException, InterruptedException {
        synchronized (this) {
            try {
                while (state != State.ENDED) {
                    wait();
                }
            } catch (InterruptedException e) {
                withdraw();
                throw e;
            }
        }
        return value();
    }

    /// For an owner that was interrupted: returns when the work never begins, or has ended.
    synchronized void withdraw() {
        if (state == State.WAITING) {
            state = State.WITHDRAWN;
        }
        if (runner != null) {
            runner.interrupt();
        }
        while (state == State.RUNNING) {
            try {
                wait();
            } catch (InterruptedException e) {
                // asked twice: it still has to end first
            }
        }
    }
    // @end

    @SuppressWarnings("NullAway") // null only where T may be null, as the work has ended well
    private synchronized T value() throws ExecutionException {
        if (failure != null) {
            throw new ExecutionException(failure);
        }
        return result;
    }
}
