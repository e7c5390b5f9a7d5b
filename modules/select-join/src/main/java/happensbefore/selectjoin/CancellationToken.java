package happensbefore.selectjoin;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Says that work is not wanted any more, to whoever asks, waits, or has left a callback.
///
/// - Invariant: a token is cancelled when it was told so, or its parent is. It stays so.
/// - A child is in its parent's list only while it has callbacks itself. A child that is dropped leaves
///   nothing.
/// - Linearizes: [#cancel] under the monitor of its own token. A callback is in the list before that, and is
///   run by the canceller; or it is not, and is run by whoever registers it. So each runs exactly once.
/// - Progress: a lock is held only for the list, child before parent; callbacks run without one. Asking
///   locks nothing, and takes a step for each ancestor.
///
/// Safe for any number of threads.
public final class CancellationToken {
    private final @Nullable CancellationToken parent;
    private final Set<Callback> callbacks = new LinkedHashSet<>(); // guarded by this
    private @Nullable Callback inParent; // guarded by this; set exactly while callbacks are there
    private volatile boolean cancelled; // written under this

    /// Of no parent.
    public CancellationToken() {
        this(null);
    }

    private CancellationToken(@Nullable CancellationToken parent) {
        this.parent = parent;
    }

    /// A token that is cancelled with this one, and can be cancelled alone. It need not be closed.
    public CancellationToken child() {
        return new CancellationToken(this);
    }

    /// Whether this token or one above it was cancelled: for work that computes.
    public boolean isCancelled() {
        for (CancellationToken token = this; token != null; token = token.parent) {
            if (token.cancelled) {
                return true;
            }
        }
        return false;
    }

    /// @throws CancellationException when this is cancelled
    public void throwIfCancelled() {
        if (isCancelled()) {
            throw new CancellationException("the token was cancelled");
        }
    }

    // @start region="cancel"
    /// Cancels this token and all below it, and runs their callbacks on this thread. Again, it does nothing.
    ///
    /// @return whether this call has cancelled it
    /// @throws RuntimeException what the first callback to fail threw, with others suppressed, after all
    ///     have run
    public boolean cancel() {
        List<Callback> registered;
        synchronized (this) {
            if (cancelled) {
                return false;
            }
            cancelled = true;
            registered = List.copyOf(callbacks);
            callbacks.clear();
            leaveParent();
        }
        RuntimeException first = null;
        for (Callback callback : registered) {
            try {
                callback.run();
            } catch (RuntimeException thrown) {
                first = FirstFailure.withSuppressed(first, thrown);
            }
        }
        if (first != null) {
            throw first;
        }
        return true;
    }
    // @end

    // @start region="register"
    /// Runs the action once when this is cancelled: on the thread that cancels, or here and now if that has
    /// happened. The action should be short, and must not wait for the thread that cancels.
    ///
    /// @return closes the registration; after its `close` the action has ended or never begins, unless it is
    ///     the action itself that closes
    public Registration onCancel(Runnable action) {
        Callback callback = new Callback(this, action);
        if (!add(callback)) {
            callback.run();
        }
        return callback;
    }

    private synchronized boolean add(Callback callback) {
        if (isCancelled() || !isInParent()) {
            return false;
        }
        callbacks.add(callback);
        return true;
    }

    /// @return false when the parent was cancelled meanwhile
    private boolean isInParent() {
        if (parent == null || inParent != null) {
            return true;
        }
        Callback toThis = new Callback(parent, this::cancel);
        if (!parent.add(toThis)) {
            return false;
        }
        inParent = toThis;
        return true;
    }

    private synchronized void remove(Callback callback) {
        if (callbacks.remove(callback) && callbacks.isEmpty()) {
            leaveParent();
        }
    }

    private void leaveParent() {
        if (parent != null && inParent != null) {
            parent.remove(inParent);
            inParent = null;
        }
    }
    // @end

    /// How many callbacks are in the list, those of children included.
    synchronized int registered() {
        return callbacks.size();
    }

    // @start region="wait"
    /// Waits until this is cancelled.
    public void awaitCancelled() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        try (Registration _ = onCancel(told::countDown)) {
            told.await();
        }
    }

    /// Runs the work on a thread of its own, until it ends or this is cancelled: then it is interrupted, and
    /// has ended when the call returns. Needs `--enable-preview` to run.
    ///
    /// @throws CancellationException when this was cancelled before the work had a result; work that has
    ///     begun may have had effects
    /// @throws ExecutionException when the work failed
    /// @throws InterruptedException when the caller was interrupted; the work has ended
    public <T extends @Nullable Object> T call(Callable<? extends T> work)
            throws ExecutionException, InterruptedException {
        throwIfCancelled();
        Callable<Outcome<T>> wanted = () -> new Outcome.Success<>(work.call());
        Callable<Outcome<T>> unwanted = () -> {
            awaitCancelled();
            return new Outcome.Cancelled<>();
        };
        try {
            if (Race.firstCompleted(List.of(wanted, unwanted)) instanceof Outcome.Success<T>(T result)) {
                return result;
            }
        } catch (ExecutionException e) {
            boolean asked = e.getCause() instanceof CancellationException && isCancelled();
            if (!asked) {
                throw e;
            }
        }
        throw new CancellationException("the token was cancelled");
    }
    // @end

    /// A callback's place in a token's list.
    public interface Registration extends AutoCloseable {
        /// Takes the callback out of the list, or waits until it has run. Again, it does nothing.
        @Override
        void close();
    }

    /// A callback, and who runs it.
    private static final class Callback implements Registration {
        private final CancellationToken token;
        private final Runnable action;
        private final CountDownLatch ended = new CountDownLatch(1);
        private @Nullable Thread runner; // guarded by this; set once, by whoever may run it
        private boolean closed; // guarded by this

        Callback(CancellationToken token, Runnable action) {
            this.token = token;
            this.action = action;
        }

        void run() {
            synchronized (this) {
                if (closed || runner != null) {
                    return;
                }
                runner = Thread.currentThread();
            }
            try {
                action.run();
            } finally {
                ended.countDown();
            }
        }

        @Override
        public void close() {
            synchronized (this) {
                closed = true;
            }
            token.remove(this);
            awaitEnd();
        }

        private synchronized @Nullable Thread runner() {
            return runner;
        }

        private void awaitEnd() {
            Thread running = runner();
            if (running == null || running == Thread.currentThread()) {
                return;
            }
            boolean interrupted = false;
            while (true) {
                try {
                    ended.await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
