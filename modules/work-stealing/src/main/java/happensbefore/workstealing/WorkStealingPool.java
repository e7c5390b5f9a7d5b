package happensbefore.workstealing;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Threads that run many small tasks, and steal them from each other (Blumofe and Leiserson, "Scheduling multithreaded
/// computations by work stealing", JACM 1999). For tasks that compute; they may wait for each other by [Fork].
///
/// - Order: a worker runs the newest task of its own deque; then from outside, the oldest of one of several
///   queues; then the oldest of a random other worker. None is promised to run before another.
/// - Invariant: a task that was accepted is run once, or returned by [#shutdownNow]. Never both.
/// - Threads are started as they are needed, sleep while there is nothing to do, and end with the pool.
/// - What a task throws costs no thread: it is in the future, and for [#execute] with the thread's handler of uncaught
///   exceptions.
///
/// For any number of threads. What came before a submission happens-before the task.
public final class WorkStealingPool extends AbstractExecutorService {
    final Intake intake;
    final PoolEnd end;

    private final PoolSettings settings;
    private final ThreadFactory factory;
    private final IdleWorkers idle;
    private volatile Worker[] workers = {};

    /// With as many workers as there are processors.
    public WorkStealingPool() {
        this(Runtime.getRuntime().availableProcessors());
    }

    /// @param parallelism how many tasks run at a time, from 1 to 1024
    public WorkStealingPool(int parallelism) {
        this(PoolSettings.of(parallelism));
    }

    public WorkStealingPool(PoolSettings settings) {
        this.settings = settings;
        intake = new Intake(settings.parallelism());
        end = new PoolEnd(intake);
        idle = new IdleWorkers(settings.parallelism(), settings.parallelism() + settings.spares());
        ThreadFactory given = settings.factory();
        factory = given == null ? WorkerThread.ofOnePool() : given;
    }

    public PoolSettings settings() {
        return settings;
    }

    // @start region="execute"
    /// Accepts a task: from one of the pool's own tasks into its worker's deque, else into the intake.
    ///
    /// @throws RejectedExecutionException when the pool is shut down; or has no thread, and its factory made none
    @Override
    public void execute(Runnable command) {
        Objects.requireNonNull(command, "command");
        if (isShutdown()) {
            throw rejected(null);
        }
        Runnable task = command instanceof Fork<?> fork ? offered(fork) : command;
        Worker worker = Worker.current();
        if (worker != null && worker.pool == this) {
            worker.deque.push(task);
            summon();
            if (end.isStopping() && PoolEnd.takenBack(worker)) { // after the push and summon's fence: pairs with stop
                throw rejected(null);
            }
            return;
        }
        if (idle.started() == 0) {
            startTheFirst(); // before the push: nobody would be left to run it
        }
        if (!intake.push(task)) {
            throw rejected(null); // it was closed meanwhile; what is in it by then is run or returned
        }
        summon();
    }
    // @end

    private static Runnable offered(Fork<?> fork) {
        if (!fork.isFresh()) {
            return new Errand.Again(fork);
        }
        fork.offer();
        return fork;
    }

    private void startTheFirst() {
        @Nullable Throwable failure = tryToSummon();
        if (failure != null) {
            summon(); // for others, who thought that there was a thread
            throw rejected(failure);
        }
    }

    private static RejectedExecutionException rejected(@Nullable Throwable cause) {
        return cause == null
                ? new RejectedExecutionException("The pool is shut down")
                : new RejectedExecutionException("The pool could not start a thread", cause);
    }

    /// Runs a task and returns its result. One of the pool's own tasks does it at once, on its own thread.
    ///
    /// @throws java.util.concurrent.CompletionException when it failed; the cause is what it threw
    /// @throws RejectedExecutionException when the pool is shut down
    public <V> V invoke(Fork<V> task) {
        execute(task);
        return task.join();
    }

    /// As `submit`; in one of the pool's own tasks as [Fork#fork], which also works after `shutdown`.
    public <V> Fork<V> fork(Callable<V> work) {
        Fork<V> task = Fork.of(Objects.requireNonNull(work, "work"));
        Worker worker = Worker.current();
        if (worker != null && worker.pool == this) {
            worker.fork(task);
        } else {
            execute(task);
        }
        return task;
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Callable<T> callable) {
        return Fork.of(callable);
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Runnable runnable, T value) {
        return Fork.of(() -> {
            runnable.run();
            return value;
        });
    }

    /// A caller that is a task of a pool leaves its place to another thread while it waits.
    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks) throws InterruptedException, ExecutionException {
        return new FirstSuccess<T>(this, tasks).get();
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return new FirstSuccess<T>(this, tasks).get(timeout, unit);
    }

    /// Where the calling task runs, or null outside of the pools' tasks.
    public static @Nullable Placement placement() {
        Worker worker = Worker.current();
        return worker == null ? null : worker.placement();
    }

    /// What this pool has done so far, and what it holds.
    public PoolCounts counts() {
        return PoolCounts.of(workers, intake.size(), end.hasCome() ? 0 : idle.started(), idle.awake());
    }

    // @start region="shutdown"
    /// Refuses new tasks. All that were accepted are run, and what they fork.
    @Override
    public void shutdown() {
        end.shutDown();
        endIfDone();
    }

    /// Refuses new tasks, interrupts those that run, and returns those that were not begun. Forks are parts of
    /// tasks that were begun: they are cancelled. Who waits for a returned task gets a CancellationException.
    @Override
    public List<Runnable> shutdownNow() {
        List<Runnable> unbegun = end.stop(this::workers);
        endIfDone();
        return unbegun;
    }

    /// By a worker that has a submitted task which it must not run where it is.
    ///
    /// @return false while the pool stops: nobody would find it
    boolean handedOn(Runnable task) {
        if (!end.handedOn(task)) {
            return false;
        }
        summon();
        return true;
    }

    /// Ends the threads if the pool is shut down, all of them rest, and nothing is left to do.
    void endIfDone() {
        if (!end.isAsked()) {
            return;
        }
        long view = idle.allRest();
        if (view >= 0 && nothingIsLeft() && idle.close(view)) {
            end.come();
            for (Worker worker : workers) {
                worker.unpark();
            }
            end.threadEnded();
        }
    }
    // @end

    Worker[] workers() {
        return workers;
    }

    /// Whether there may be something to take, for a worker that is about to sleep. What a submitter has not quite put
    /// does not count: it summons somebody when it has.
    boolean hasWork() {
        return !end.isStopping() && (intake.readyLane(0, 1) != null || anyDequeHasWork());
    }

    private boolean nothingIsLeft() {
        return end.isStopping() || intake.isEmpty() && !anyDequeHasWork();
    }

    private boolean anyDequeHasWork() {
        for (Worker worker : workers) {
            if (!worker.deque.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /// Wakes or starts a worker, if one is needed. To be called after new work was put into a queue.
    void summon() {
        tryToSummon();
    }

    /// @return why a worker that was needed could not be started, or null
    private @Nullable Throwable tryToSummon() {
        int chosen = idle.summon();
        if (chosen >= 0) {
            workers[chosen].unpark();
        } else if (chosen == IdleWorkers.START) {
            return start();
        }
        return null;
    }

    private @Nullable Throwable start() {
        int index = idle.nextIndex();
        Worker[] before = workers;
        Worker worker = new Worker(this, index, idle);
        Worker[] after = Arrays.copyOf(before, index + 1);
        after[index] = worker;
        workers = after;
        end.threadBegun();
        try {
            Thread thread = factory.newThread(worker);
            if (thread == null) {
                throw new IllegalStateException("the thread factory returned null");
            }
            thread.start();
            return null;
        } catch (Throwable thrown) {
            workers = before;
            idle.notStarted();
            end.threadEnded();
            return thrown;
        }
    }

    @Override
    public boolean isShutdown() {
        return end.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return end.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return end.awaitTermination(timeout, unit);
    }

    @Override
    public String toString() {
        return "WorkStealingPool[parallelism=" + settings.parallelism() + ", shut down=" + isShutdown() + ", "
                + counts() + "]";
    }
}
