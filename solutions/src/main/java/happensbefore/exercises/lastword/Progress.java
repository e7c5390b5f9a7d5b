package happensbefore.exercises.lastword;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/// How far a job has come, for those who wait for a mark of their own.
///
/// - Invariant: nobody is in `waiting` whose mark is reached, nor anybody once the job has finished.
/// - Linearizes: under the monitor.
public final class Progress {
    private static final class Waiter {
        final Thread thread = Thread.currentThread();
        final long mark;
        volatile boolean woken; // written under the monitor

        Waiter(long mark) {
            this.mark = mark;
        }
    }

    private final List<Waiter> waiting = new ArrayList<>(); // all: guarded by this
    private long done;
    private boolean finished;

    /// Reports that so much is done. What is less than was reported before changes nothing.
    ///
    /// @throws IllegalStateException when the job has finished
    public synchronized void report(long done) {
        if (finished) {
            throw new IllegalStateException("the job has finished");
        }
        this.done = Math.max(this.done, done);
        wake();
    }

    /// Says that nothing more will be done.
    public synchronized void finish() {
        finished = true;
        wake();
    }

    /// How much is done.
    public synchronized long done() {
        return done;
    }

    /// Waits until so much is done.
    ///
    /// @return false when the job has finished with less
    /// @throws TimeoutException when neither came in time
    public boolean awaitAtLeast(long mark, Duration timeout) throws InterruptedException, TimeoutException {
        long start = System.nanoTime();
        Waiter me = new Waiter(mark);
        enter(me);
        while (!me.woken) {
            long left = TimeUnit.NANOSECONDS.convert(timeout) - (System.nanoTime() - start);
            boolean interrupted = Thread.interrupted();
            if ((left <= 0 || interrupted) && leave(me)) {
                if (interrupted) {
                    throw new InterruptedException();
                }
                throw new TimeoutException("not at " + mark + " within " + timeout);
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
                break; // woken just before
            }
            LockSupport.parkNanos(this, left);
        }
        return isReached(mark);
    }

    /// Looks and waits under one lock: what is reported after the look finds the waiter.
    private synchronized void enter(Waiter me) {
        waiting.add(me);
        wake();
    }

    /// False when it was woken meanwhile.
    private synchronized boolean leave(Waiter me) {
        return waiting.remove(me);
    }

    private synchronized boolean isReached(long mark) {
        return done >= mark;
    }

    private void wake() {
        for (Iterator<Waiter> each = waiting.iterator(); each.hasNext(); ) {
            Waiter waiter = each.next();
            if (finished || waiter.mark <= done) {
                each.remove();
                waiter.woken = true;
                LockSupport.unpark(waiter.thread);
            }
        }
    }
}
