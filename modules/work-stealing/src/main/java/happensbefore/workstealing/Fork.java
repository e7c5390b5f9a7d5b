package happensbefore.workstealing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A task with a result, for a [WorkStealingPool]: of `submit`, or forked by another task. Extend it where a task forks
/// many small ones: then each is one object.
///
/// ```java
/// Fork<Long> left = new Sum(values, from, middle).fork();
/// long right = new Sum(values, middle, to).compute();
/// return left.join() + right;
/// ```
///
/// - Invariant: the outcome is written before the CAS of `state` that ends it, and read after `state` was.
/// - Linearizes: at that CAS; a second end loses. What the task did happens-before what follows [#join] and [#get].
/// - Progress: a task that joins in a pool runs its own younger forks meanwhile, then those of the thread that
///   stole the one it waits for; only then it sleeps, and leaves its place to another thread of the pool.
public abstract class Fork<V> extends PoolTask implements RunnableFuture<V> {
    private static final int DONE = FIRST_END;
    private static final int FAILED = FIRST_END + 1;
    private static final int CANCELLED = FIRST_END + 2;
    private static final int INTERRUPTING = FIRST_END + 3;
    private static final int INTERRUPTED = FIRST_END + 4;

    private static final VarHandle ENDED = ended();

    private @Nullable Object outcome; // a result or a Throwable; state publishes it
    private volatile @Nullable CountDownLatch ended; // made by the first that sleeps until the end

    protected Fork() {}

    static <V> Fork<V> of(Callable<V> work) {
        return new Fork<>() {
            @Override
            protected V compute() throws Exception {
                return work.call();
            }
        };
    }

    /// The task's work. Called directly it is a method like any other.
    protected abstract V compute() throws Exception;

    // @start region="fork"
    /// Puts this task into the deque of the worker that calls: the newest, which it will run itself unless another
    /// worker steals it first. Once for each task.
    ///
    /// @throws IllegalStateException when the caller is no task of a pool; use [WorkStealingPool#invoke] there
    public final Fork<V> fork() {
        Worker worker = Worker.current();
        if (worker == null) {
            throw new IllegalStateException("fork is for a task that runs in a pool: submit or invoke this one");
        }
        worker.fork(this);
        return this;
    }

    /// Waits for the result. An interrupt does not end the wait, and is kept.
    ///
    /// @throws CompletionException when the task failed; the cause is what the first of those that it joined threw
    /// @throws CancellationException when it was cancelled
    public final V join() {
        if (isPending()) {
            Worker worker = Worker.current();
            if (worker == null || !Joining.joined(worker, this)) {
                Waiting.uninterruptibly(worker, this);
            }
        }
        return joined();
    }
    // @end

    private V joined() {
        int end = state;
        if (end == DONE) {
            return result();
        }
        if (end == FAILED) {
            throw outcome instanceof CompletionException nested ? nested : new CompletionException(thrown());
        }
        throw new CancellationException(
                end == RETURNED ? "shutdownNow has returned this task; it was not begun" : "the task was cancelled");
    }

    @Override
    public final V get() throws InterruptedException, ExecutionException {
        if (isPending()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Worker worker = Worker.current();
            if (worker == null || !Joining.joined(worker, this)) {
                Waiting.interruptibly(worker, this);
            }
        }
        return got();
    }

    @Override
    public final V get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        if (isPending() && !Waiting.atMost(unit.toNanos(timeout), Worker.current(), this)) {
            throw new TimeoutException();
        }
        return got();
    }

    private V got() throws ExecutionException {
        if (state == FAILED) {
            throw new ExecutionException(thrown());
        }
        return joined();
    }

    // @start region="perform"
    @Override
    final void perform() {
        int end = DONE;
        try {
            outcome = compute();
        } catch (Throwable thrown) {
            outcome = thrown;
            end = FAILED;
        }
        int now = state;
        if (now < FIRST_END && moved(now, end)) {
            tellTheEnd();
        } else {
            awaitTheInterrupt();
        }
    }

    private void tellTheEnd() {
        CountDownLatch sleepers = ended; // after the CAS: pairs with sleep, which does the reverse
        if (sleepers != null) {
            sleepers.countDown();
        }
    }
    // @end

    /// It was cancelled while it ran: the interrupt is this task's, and must not reach the thread's next one.
    private void awaitTheInterrupt() {
        if (state < INTERRUPTING) {
            return;
        }
        while (state == INTERRUPTING) {
            Thread.yield();
        }
        Worker worker = Worker.current();
        if (worker != null) {
            worker.forgetInterrupt();
        }
    }

    /// Runs the task, unless it was begun or cancelled before. A pool does this; so may a caller to whom `shutdownNow`
    /// has returned it.
    @Override
    public final void run() {
        int now = state;
        if (now == RETURNED) {
            ended = null; // those who waited were told that it would not run
        }
        if ((now == FORKED || now == OFFERED || now == RETURNED) && moved(now, TAKEN)) {
            Worker worker = Worker.current();
            if (worker != null) {
                place(worker.here);
            }
            perform();
        }
    }

    @Override
    public final boolean cancel(boolean mayInterruptIfRunning) {
        int end = mayInterruptIfRunning ? INTERRUPTING : CANCELLED;
        int now;
        do {
            now = state;
            if (now >= FIRST_END) {
                return false;
            }
        } while (!moved(now, end));
        if (end == INTERRUPTING) {
            Place runner = place(); // after the CAS: pairs with Worker.begin, which does the reverse
            if (runner != null && runner.runs()) {
                runner.worker().interrupt();
            }
            state = INTERRUPTED;
        }
        tellTheEnd();
        return true;
    }

    @Override
    public final boolean isDone() {
        return state >= FIRST_END;
    }

    @Override
    public final boolean isCancelled() {
        return state >= CANCELLED;
    }

    /// Whether no pool has it yet.
    final boolean isFresh() {
        return state == FORKED && place() == null;
    }

    /// Whether it is worth waiting for.
    final boolean isPending() {
        return state <= TAKEN;
    }

    /// `shutdownNow` has returned it: who waits for it need not wait any more.
    @Override
    final void returned() {
        tellTheEnd();
    }

    /// Counted down when this task has ended. Look at the state after this.
    final CountDownLatch sleep() {
        CountDownLatch latch = ended;
        if (latch != null) {
            return latch;
        }
        CountDownLatch mine = new CountDownLatch(1);
        CountDownLatch first = (CountDownLatch) ENDED.compareAndExchange(this, (CountDownLatch) null, mine);
        return first == null ? mine : first;
    }

    /// Ends it from outside: for one that nobody runs.
    final void complete(@Nullable Object result, boolean failed) {
        if (moved(FORKED, TAKEN)) {
            outcome = result;
            if (moved(TAKEN, failed ? FAILED : DONE)) {
                tellTheEnd();
            }
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // DONE: compute returned it
    private V result() {
        return (V) outcome;
    }

    @SuppressWarnings("NullAway") // FAILED: it is a Throwable
    private Throwable thrown() {
        return (Throwable) outcome;
    }

    private static VarHandle ended() {
        try {
            return MethodHandles.lookup()
                    .findVarHandle(Fork.class, "ended", CountDownLatch.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
