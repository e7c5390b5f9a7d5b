package happensbefore.workstealing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// How far a pool is on the way to its end, and what a stop does with its queues.
///
/// - Invariant: the state only moves on. A stop empties the queues under this monitor; who hands a task on, or drops
///   what is left, does it under the monitor too, so before the stop or after it.
/// - Progress: to ask costs a read. A stop waits for the batch that a worker is just taking, and for nothing else.
///
/// For any number of threads.
final class PoolEnd {
    private static final VarHandle STATE = state();

    private static final int RUNNING = 0;
    private static final int SHUTDOWN = 1; // nothing new
    private static final int STOPPING = 2; // nothing that was not begun
    private static final int ENDED = 3; // all workers rest, for ever

    private final Intake intake;
    private final AtomicInteger threads = new AtomicInteger(1); // that have not ended, and the pool itself
    private final CountDownLatch terminated = new CountDownLatch(1);
    private volatile int state = RUNNING;

    PoolEnd(Intake intake) {
        this.intake = intake;
    }

    boolean isShutdown() {
        return state != RUNNING;
    }

    boolean isStopping() {
        return state >= STOPPING;
    }

    /// Whether it was asked for, and is still to come.
    boolean isAsked() {
        int now = state;
        return now != RUNNING && now != ENDED;
    }

    boolean hasCome() {
        return state == ENDED;
    }

    // @start region="stop"
    void shutDown() {
        intake.close(); // first: what it has accepted keeps the pool from its end
        advance(SHUTDOWN);
    }

    /// Interrupts the workers, and empties all queues.
    ///
    /// @return what was submitted and not begun
    synchronized List<Runnable> stop(Supplier<Worker[]> workers) {
        intake.close();
        advance(STOPPING); // before the look into the queues: pairs with execute
        Unbegun unbegun = new Unbegun();
        unbegun.takeAll(intake::steal);
        for (Worker worker : workers.get()) {
            while (worker.inTransit) {
                Thread.onSpinWait();
            }
            unbegun.takeAll(worker.deque::steal);
        }
        for (Worker worker : workers.get()) {
            worker.interrupt();
        }
        return unbegun.tasks();
    }

    /// By a worker that has pushed a task, and then seen the stop. The deque decides.
    ///
    /// @return false when the task was returned, or somebody runs it
    static boolean takenBack(Worker worker) {
        return worker.deque.pop() != null;
    }

    /// By a worker that has seen the stop: what is in its deque once the queues were emptied was forked too late.
    synchronized void dropForks(Worker worker) {
        new Unbegun().takeAll(worker.deque::steal);
    }

    /// By a worker that has a submitted task which it must not run where it is.
    ///
    /// @return false while the pool stops: nobody would find it
    synchronized boolean handedOn(Runnable task) {
        if (isStopping()) {
            return false;
        }
        intake.handOn(task);
        return true;
    }
    // @end

    /// All workers rest, and nothing is left to do.
    void come() {
        advance(ENDED);
    }

    private void advance(int to) {
        int now = state;
        while (now < to && !STATE.compareAndSet(this, now, to)) {
            now = state;
        }
    }

    /// A thread is to be started.
    void threadBegun() {
        threads.incrementAndGet();
    }

    /// A thread has ended, or the last decision was made.
    void threadEnded() {
        if (threads.decrementAndGet() == 0) {
            terminated.countDown();
        }
    }

    boolean isTerminated() {
        return terminated.getCount() == 0;
    }

    boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return terminated.await(timeout, unit);
    }

    private static VarHandle state() {
        try {
            return MethodHandles.lookup()
                    .findVarHandle(PoolEnd.class, "state", int.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
