package happensbefore.workstealing;

import happensbefore.workstealing.ChaseLevDeque.Steal;
import happensbefore.workstealing.PoolTask.Place;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One thread of a pool with its deque: runs what is in it, then what an injector or another worker has.
///
/// All is its own thread's, but for what says otherwise.
final class Worker implements Runnable {
    /// How often an idle worker looks for something to run before it lies down.
    private static final int LOOKS = 64;

    private static final int BATCH = 16;
    private static final int BATCHES_PER_LANE = 32;
    private static final int ASK_OUTSIDE_EVERY = 64; // a power of two

    /// The `source` of what this worker has had in its own deque.
    static final int OWN = -1;

    private static final int OUTSIDE = -2;

    private static final ThreadLocal<@Nullable Worker> CURRENT = new ThreadLocal<>();

    /// Whether any worker ever ran on a thread of another factory.
    private static boolean onOtherThreads;

    final WorkStealingPool pool;
    final int index;
    final ChaseLevDeque<Runnable> deque = new ChaseLevDeque<>();
    final WorkerTally tally;
    final Place here = new Place(this, true);
    final Place forkedHere = new Place(this, false);
    private final IdleWorkers idle;

    /// While tasks go from an injector to the deque, and stand in neither. Read by any thread.
    volatile boolean inTransit;

    /// What this worker joins, while it has nothing of its own to run. Read by thieves.
    volatile @Nullable Fork<?> joining;

    /// Where the task that runs here came from: the index of another worker, or `OWN`, or `OUTSIDE`.
    int source = OWN;

    private volatile @Nullable Thread thread;
    private boolean searching = true; // whoever started this worker has counted it
    private int turn;
    private int batches;

    Worker(WorkStealingPool pool, int index, IdleWorkers idle) {
        this.pool = pool;
        this.index = index;
        this.idle = idle;
        tally = new WorkerTally(pool.settings().counted());
    }

    /// The calling thread's, or null. For any thread.
    static @Nullable Worker current() {
        if (Thread.currentThread() instanceof WorkerThread own) {
            return own.worker;
        }
        return onOtherThreads ? CURRENT.get() : null; // plain: if this thread is a worker's, it has set it itself
    }

    Placement placement() {
        return new Placement(
                index,
                switch (source) {
                    case OWN -> new Placement.Own();
                    case OUTSIDE -> new Placement.Outside();
                    default -> new Placement.Stolen(source);
                });
    }

    @Override
    public void run() {
        Thread self = Thread.currentThread();
        thread = self;
        if (self instanceof WorkerThread own) {
            own.worker = this;
        } else {
            onOtherThreads = true;
            CURRENT.set(this);
        }
        try {
            for (Runnable task = next(); task != null; task = next()) {
                begin(task);
                forgetInterrupt();
            }
        } finally {
            CURRENT.remove();
            pool.end.threadEnded();
        }
    }

    // @start region="next"
    /// The next task: the newest of the deque, else one from outside, else another worker's oldest. Sleeps until there
    /// is one.
    ///
    /// @return null when the pool has ended
    private @Nullable Runnable next() {
        while (true) {
            Runnable task = searching ? null : own();
            if (task != null) {
                return task;
            }
            task = search();
            if (task != null) {
                return task;
            }
            idle.rest(index);
            searching = false;
            if (pool.hasWork()) { // after rest: pairs with summon, which reads the word after the work was put
                pool.summon();
            } else {
                pool.endIfDone();
            }
            if (!slept()) {
                return null;
            }
            searching = true; // whoever woke this worker has counted it
        }
    }

    private @Nullable Runnable own() {
        if (pool.end.isStopping()) {
            pool.end.dropForks(this);
            return null;
        }
        if ((++turn & ASK_OUTSIDE_EVERY - 1) == 0) { // so that endless work of its own keeps nobody outside waiting
            Runnable outside = outside();
            if (outside != null) {
                return outside;
            }
        }
        source = OWN;
        Runnable task = deque.pop();
        return task != null || idle.crowded() ? task : outside(); // no search: who finds the next at once tells nobody
    }

    private @Nullable Runnable search() {
        if (!searching) {
            idle.search();
            searching = true;
        }
        for (int looks = 0; looks < LOOKS && !idle.crowded() && !pool.end.isStopping(); looks++) {
            Runnable task = outside();
            if (task == null) {
                task = stolen();
            }
            if (task != null) {
                searching = false;
                if (idle.found()) {
                    pool.summon(); // there may be more
                }
                return task;
            }
            if ((looks & 7) == 7) {
                Thread.yield(); // where threads outnumber processors, to the one that makes the work
            } else {
                Thread.onSpinWait();
            }
        }
        return null;
    }
    // @end

    /// @return false when the pool has ended
    private boolean slept() {
        if (idle.resting(index)) {
            tally.parked();
        }
        while (idle.resting(index)) {
            if (pool.end.hasCome()) {
                return false;
            }
            LockSupport.park(pool);
            Thread.interrupted(); // whoever interrupts a worker that sleeps means no task
        }
        return true;
    }

    private @Nullable Runnable outside() {
        int shift = ++batches / BATCHES_PER_LANE; // so that in time it begins with each of them
        Injector<Runnable> lane = (index & 1) == 0
                ? pool.intake.readyLane(index + shift, 1)
                : pool.intake.readyLane(index - 2 + shift, -1);
        if (lane == null) {
            return null;
        }
        inTransit = true;
        Steal<Runnable> batch = lane.stealBatchInto(deque, BATCH);
        inTransit = false;
        if (batch instanceof Steal.Stolen<Runnable>(Runnable first)) {
            tally.tookABatch();
            source = OUTSIDE;
            return first;
        }
        return null;
    }

    private @Nullable Runnable stolen() {
        Worker[] all = pool.workers();
        int start = ThreadLocalRandom.current().nextInt(all.length);
        for (int i = 0; i < all.length; i++) {
            Worker victim = all[(start + i) % all.length];
            Runnable task = victim == this ? null : stealFrom(victim);
            if (task != null) {
                return task;
            }
        }
        return null;
    }

    /// The oldest task of another worker, or null when there was none, or the race for it was lost.
    @Nullable
    Runnable stealFrom(Worker victim) {
        switch (victim.deque.steal()) {
            case Steal.Stolen<Runnable>(Runnable oldest) -> {
                tally.stole();
                source = victim.index;
                return oldest;
            }
            case Steal.Lost<Runnable> _ -> tally.lostARace();
            case Steal.Empty<Runnable> _ -> {}
        }
        return null;
    }

    /// Runs a task that was taken from a queue, unless it is a fork and somebody else's by now.
    void begin(Runnable task) {
        if (!(task instanceof Fork<?> fork)) {
            Errand.run(task);
            tally.ran();
            return;
        }
        boolean offered = fork.isOffered();
        if (fork.claim(PoolTask.TAKEN)) {
            fork.place(here);
            if (offered) {
                VarHandle.fullFence(); // pairs with cancel: it sees the place, or perform sees the end
            }
            fork.perform();
            tally.ran();
        }
    }

    void fork(Fork<?> task) {
        task.place(forkedHere);
        deque.push(task);
        pool.summon();
    }

    /// The task that runs here is about to sleep.
    void block() {
        tally.blocked();
        idle.block();
        if (pool.hasWork()) { // after block: pairs with summon
            pool.summon();
        }
    }

    void unblock() {
        idle.unblock();
    }

    /// For any thread.
    void interrupt() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    /// For any thread.
    void unpark() {
        LockSupport.unpark(thread);
    }

    /// An interrupt that was meant for a task that has ended; while the pool stops, it is meant for all.
    void forgetInterrupt() {
        if (Thread.interrupted() && pool.end.isStopping()) {
            Thread.currentThread().interrupt();
        }
    }
}
