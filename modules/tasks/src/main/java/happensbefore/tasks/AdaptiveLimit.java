package happensbefore.tasks;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/// A limit on calls in flight that follows the latency of the calls. First come, first served.
///
/// - Invariant: somebody waits only while `inFlight >= limit`; `acquired` is what was released plus `inFlight`.
/// - Linearizes: under the monitor, where a permit is granted or given back. A waiter that was granted a permit
///   has it, also when it is interrupted or its time ends at that moment.
/// - Progress: blocking, in the order of arrival; nobody barges in. When the limit falls below what is in
///   flight, no permit is granted until enough have come back.
///
/// Safe for any number of threads, virtual or not.
public final class AdaptiveLimit {
    /// All that can be seen, as of one moment.
    ///
    /// @param acquired permits that were ever granted
    /// @param rejected calls that got none: at once, or when their time was over
    /// @param abandoned calls that were interrupted while they waited
    public record Snapshot(int limit, int inFlight, int waiting, long acquired, long rejected, long abandoned) {}

    /// Leave to have one call in flight. For one thread.
    public final class Permit implements AutoCloseable {
        private final long began = nanoTime.getAsLong();
        private final LatencyWindow window;
        private Outcome outcome = Outcome.UNKNOWN;
        private boolean closed;

        private Permit(LatencyWindow window) {
            this.window = window;
        }

        /// The call succeeded: its latency counts.
        public void succeeded() {
            outcome = Outcome.SUCCEEDED;
        }

        /// The call was turned away, or ran into its timeout, because there is too much to do.
        public void overloaded() {
            outcome = Outcome.OVERLOADED;
        }

        /// Gives the permit back. A call about which nothing was said does not move the limit. Idempotent.
        @Override
        public void close() {
            if (!closed) {
                closed = true;
                release(window, outcome, nanoTime.getAsLong() - began);
            }
        }
    }

    private enum Outcome {
        UNKNOWN,
        SUCCEEDED,
        OVERLOADED
    }

    private static final class Waiter {
        final Thread thread = Thread.currentThread();
        volatile boolean granted; // written under the monitor
    }

    private final LongSupplier nanoTime;
    private final Queue<Waiter> waiters = new ArrayDeque<>(); // all below: guarded by this
    private LimitRule.Course course;
    private LatencyWindow window;
    private int inFlight;
    private long acquired;
    private long rejected;
    private long abandoned;

    /// @param nanoTime the clock that latencies are measured with, such as `System::nanoTime`
    public AdaptiveLimit(LimitRule rule, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        course = rule.start();
        window = new LatencyWindow(limit());
    }

    private int limit() {
        return Math.max(1, (int) course.limit());
    }

    /// A permit, if there is one now and nobody waits for it.
    public synchronized Optional<Permit> tryAcquire() {
        if (inFlight < limit()) {
            grant();
            return Optional.of(new Permit(window));
        }
        rejected++;
        return Optional.empty();
    }

    /// Waits for a permit for as long as it takes.
    public Permit acquire() throws InterruptedException {
        try {
            return acquire(Duration.ofNanos(Long.MAX_VALUE));
        } catch (TimeoutException e) {
            throw new IllegalStateException("292 years are over", e);
        }
    }

    // @start region="acquire"
    /// Waits for a permit.
    ///
    /// @throws TimeoutException when there was none in time
    public Permit acquire(Duration timeout) throws InterruptedException, TimeoutException {
        long nanos = TimeUnit.NANOSECONDS.convert(timeout);
        Waiter waiter = enqueue();
        long start = System.nanoTime();
        boolean interrupted = Thread.interrupted();
        while (!waiter.granted) { // pairs with the write in serve
            long left = nanos - (System.nanoTime() - start);
            if ((interrupted || left <= 0) && leave(waiter, interrupted)) {
                if (interrupted) {
                    throw new InterruptedException();
                }
                throw new TimeoutException("no permit within " + timeout);
            }
            LockSupport.parkNanos(this, left);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt(); // the permit came first: the interrupt is kept for later
        }
        return permit();
    }

    private synchronized Waiter enqueue() {
        Waiter waiter = new Waiter();
        waiters.add(waiter);
        serve();
        return waiter;
    }

    /// False when the waiter has been granted a permit: then it has it.
    private synchronized boolean leave(Waiter waiter, boolean interrupted) {
        if (waiter.granted) {
            return false;
        }
        waiters.remove(waiter); // nobody behind it has waited for it: they all wait for a permit
        if (interrupted) {
            abandoned++;
        } else {
            rejected++;
        }
        return true;
    }

    private synchronized Permit permit() {
        return new Permit(window);
    }
    // @end

    // @start region="release"
    private synchronized void release(LatencyWindow began, Outcome outcome, long nanos) {
        inFlight--;
        if (began == window) {
            measure(outcome, nanos);
        }
        serve();
    }

    private void measure(Outcome outcome, long nanos) {
        switch (outcome) {
            case SUCCEEDED -> window.succeeded(nanos);
            case OVERLOADED -> window.overloaded();
            case UNKNOWN -> {}
        }
        if (window.isComplete()) {
            course = course.next(window.seen());
            window = new LatencyWindow(limit());
        }
    }

    private void serve() {
        while (inFlight < limit() && !waiters.isEmpty()) {
            Waiter first = waiters.remove();
            grant();
            first.granted = true;
            LockSupport.unpark(first.thread);
        }
    }

    private void grant() {
        inFlight++;
        acquired++;
        window.inFlight(inFlight);
    }
    // @end

    public synchronized Snapshot snapshot() {
        return new Snapshot(limit(), inFlight, waiters.size(), acquired, rejected, abandoned);
    }
}
