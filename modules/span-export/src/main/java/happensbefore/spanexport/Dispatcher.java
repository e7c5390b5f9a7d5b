package happensbefore.spanexport;

import happensbefore.producerconsumer.ParkedThreads;
import happensbefore.tasks.AdaptiveLimit;
import happensbefore.tasks.AdaptiveLimit.Permit;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The thread that sends batches when they are due, and the end of them all.
///
/// - Invariant: it sleeps only while nothing is due; what makes something due is told the [Alarm] afterwards.
///
/// [#accepted], [#hurry] and [#shutdown] are for any number of threads. Ends its thread with [#shutdown].
final class Dispatcher<E> {
    private static final long FOREVER = Long.MAX_VALUE;
    private static final long SLOT_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    private final Backlog<E> backlog;
    private final AdaptiveLimit limit;
    private final Exports<E> exports;
    private final ParkedThreads room;
    private final int maxBatch;
    private final Duration patience;
    private final Thread thread;
    private final Alarm alarm;
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private volatile @Nullable CompletableFuture<Boolean> drained; // set by the shutdown
    private volatile long deadline; // set by the shutdown, before `drained`

    // of the thread alone
    private long goal; // what was accepted before it goes, however little it is
    private long due;
    private long measuredAt;
    private long measured;

    Dispatcher(
            Backlog<E> backlog,
            AdaptiveLimit limit,
            Exports<E> exports,
            ParkedThreads room,
            BatchSettings settings,
            Thread.Builder threads) {
        this.backlog = backlog;
        this.limit = limit;
        this.exports = exports;
        this.room = room;
        thread = threads.name("batch-dispatcher")
                .inheritInheritableThreadLocals(false)
                .unstarted(this::run);
        alarm = new Alarm(thread, backlog::accepted);
        maxBatch = settings.pace().maxBatch();
        patience = settings.shutdownTimeout();
    }

    void start() {
        thread.start();
    }

    /// To be called after an item was accepted.
    ///
    /// @param index how many were accepted before it
    void accepted(long index) {
        boolean _ = alarm.reached(index + 1);
    }

    /// What is queued now is due.
    void hurry() {
        alarm.ring();
    }

    private void run() {
        measuredAt = System.nanoTime();
        due = measuredAt + exports.pace().delay().toNanos();
        try {
            dispatchAll();
        } finally {
            end();
        }
    }

    // @start region="dispatch"
    private void dispatchAll() {
        while (awaitDue()) {
            Permit permit = awaitPermit();
            if (permit == null) {
                return;
            }
            Flight<E> flight = backlog.take(maxBatch);
            if (flight == null) {
                permit.close();
                LockSupport.parkNanos(this, SLOT_NANOS); // the oldest item is on its way into its slot
                continue;
            }
            room.signalAll();
            exports.launch(flight, permit);
            due = System.nanoTime() + exports.pace().delay().toNanos();
        }
    }

    /// False when the shutdown has come, and nothing is queued.
    private boolean awaitDue() {
        while (true) {
            boolean hurried = alarm.silence(); // before the looks at what it may have rung for
            boolean ending = drained != null; // before the look at accepted, which then is final
            long now = System.nanoTime();
            long taken = backlog.taken();
            long accepted = measure(now);
            boolean timeIsOver = now - due >= 0;
            if (ending || hurried || timeIsOver) {
                goal = accepted;
            }
            if (taken < goal || accepted - taken >= exports.pace().batch()) {
                return true;
            }
            if (ending) {
                return false;
            }
            if (timeIsOver) { // and nothing is queued: the next item begins a time
                alarm.sleep(taken + 1, FOREVER);
                due = System.nanoTime() + exports.pace().delay().toNanos();
            } else {
                alarm.sleep(taken + exports.pace().batch(), due - now);
            }
        }
    }
    // @end

    private long measure(long now) {
        long accepted = backlog.accepted();
        exports.arrived(accepted - measured, now - measuredAt);
        measured = accepted;
        measuredAt = now;
        return accepted;
    }

    /// Null when the shutdown's time is over.
    private @Nullable Permit awaitPermit() {
        while (true) {
            try {
                return drained == null
                        ? limit.acquire()
                        : limit.acquire(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            } catch (InterruptedException e) {
                // the shutdown: from now on there is a deadline
            } catch (TimeoutException e) {
                return null;
            }
        }
    }

    // @start region="shutdown"
    CompletableFuture<Boolean> shutdown() {
        synchronized (this) {
            if (drained == null) {
                backlog.close();
                deadline = System.nanoTime() + patience.toNanos();
                drained = backlog.flush(); // nothing comes after it: it covers all there will ever be
                thread.interrupt(); // it may wait for a permit
            }
        }
        room.signalAll();
        alarm.ring();
        return ended.copy();
    }

    private void end() {
        CompletableFuture<Boolean> all = shutdownsFlush();
        boolean delivered = false;
        try {
            delivered = awaitUninterruptibly(all);
        } finally {
            backlog.abandon();
            exports.interrupt();
            room.signalAll();
            ended.complete(delivered);
        }
    }
    // @end

    /// The thread ends with a shutdown, or with an error that is none of ours: then with a shutdown, too.
    private CompletableFuture<Boolean> shutdownsFlush() {
        CompletableFuture<Boolean> _ = shutdown();
        CompletableFuture<Boolean> flush = drained;
        if (flush == null) {
            throw new IllegalStateException("shutdown begins a flush");
        }
        return flush;
    }

    private boolean awaitUninterruptibly(CompletableFuture<Boolean> all) {
        while (true) {
            try {
                return all.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                // it was told to end: it does
            } catch (TimeoutException e) {
                return false;
            } catch (ExecutionException e) {
                throw new IllegalStateException("a flush never fails", e);
            }
        }
    }
}
