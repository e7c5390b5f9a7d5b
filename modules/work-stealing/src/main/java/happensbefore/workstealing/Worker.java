package happensbefore.workstealing;

import happensbefore.workstealing.ChaseLevDeque.Steal;
import happensbefore.workstealing.PoolTask.Place;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One thread of a pool with its deque: runs what is in it, then what the injector or another worker has.
///
/// All is its own thread's, but for what says otherwise.
final class Worker implements Runnable {
    /// How often a task that joins looks for something to run before it sleeps, and an idle worker before it lies down.
    private static final int LOOKS = 64;

    private static final int BATCH = 16;
    private static final int ASK_OUTSIDE_EVERY = 64; // a power of two

    private static final int OWN = -1;
    private static final int OUTSIDE = -2;

    private static final ThreadLocal<@Nullable Worker> CURRENT = new ThreadLocal<>();

    final WorkStealingPool pool;
    final int index;
    final ChaseLevDeque<PoolTask> deque = new ChaseLevDeque<>();
    final WorkerTally tally;
    final Place here = new Place(this, true);
    private final Place forkedHere = new Place(this, false);
    private final IdleWorkers idle;

    /// While tasks go from the injector to the deque, and stand in neither. Read by any thread.
    volatile boolean inTransit;

    /// What this worker joins, while it has nothing of its own to run. Read by thieves.
    private volatile @Nullable Fork<?> joining;

    private volatile @Nullable Thread thread;
    private boolean searching = true; // whoever started this worker has counted it
    private int source = OWN;
    private int turn;

    Worker(WorkStealingPool pool, int index, IdleWorkers idle) {
        this.pool = pool;
        this.index = index;
        this.idle = idle;
        tally = new WorkerTally(pool.settings().counted());
    }

    /// The calling thread's, or null. For any thread.
    static @Nullable Worker current() {
        return Thread.currentThread() instanceof WorkerThread own ? own.worker : CURRENT.get();
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
            CURRENT.set(this);
        }
        try {
            for (PoolTask task = next(); task != null; task = next()) {
                begin(task);
                forgetInterrupt();
            }
        } finally {
            CURRENT.remove();
            pool.ended();
        }
    }

    // @start region="next"
    /// The next task: the newest of the deque, else one from outside, else another worker's oldest. Sleeps until there
    /// is one.
    ///
    /// @return null when the pool has ended
    private @Nullable PoolTask next() {
        while (true) {
            PoolTask task = searching ? null : own();
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

    private @Nullable PoolTask own() {
        if (pool.isStopping()) {
            pool.dropForks(this);
            return null;
        }
        if ((++turn & ASK_OUTSIDE_EVERY - 1) == 0) { // so that endless work of its own keeps nobody outside waiting
            PoolTask outside = outside();
            if (outside != null) {
                return outside;
            }
        }
        source = OWN;
        return deque.pop();
    }

    private @Nullable PoolTask search() {
        if (!searching) {
            idle.search();
            searching = true;
        }
        for (int looks = 0; looks < LOOKS && !idle.crowded() && !pool.isStopping(); looks++) {
            PoolTask task = outside();
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
            if (pool.hasEnded()) {
                return false;
            }
            LockSupport.park(pool);
            Thread.interrupted(); // whoever interrupts a worker that sleeps means no task
        }
        return true;
    }

    private @Nullable PoolTask outside() {
        if (pool.injector.isEmpty()) {
            return null;
        }
        inTransit = true;
        Steal<PoolTask> batch = pool.injector.stealBatchInto(deque, BATCH);
        inTransit = false;
        if (batch instanceof Steal.Stolen<PoolTask>(PoolTask first)) {
            tally.tookABatch();
            source = OUTSIDE;
            return first;
        }
        return null;
    }

    private @Nullable PoolTask stolen() {
        Worker[] all = pool.workers();
        int start = ThreadLocalRandom.current().nextInt(all.length);
        for (int i = 0; i < all.length; i++) {
            Worker victim = all[(start + i) % all.length];
            PoolTask task = victim == this ? null : stealFrom(victim);
            if (task != null) {
                return task;
            }
        }
        return null;
    }

    private @Nullable PoolTask stealFrom(Worker victim) {
        switch (victim.deque.steal()) {
            case Steal.Stolen<PoolTask>(PoolTask oldest) -> {
                tally.stole();
                source = victim.index;
                return oldest;
            }
            case Steal.Lost<PoolTask> _ -> tally.lostARace();
            case Steal.Empty<PoolTask> _ -> {}
        }
        return null;
    }

    /// Runs a task that was taken from a queue, unless it is somebody else's by now.
    private void begin(PoolTask task) {
        boolean offered = task.isOffered();
        if (task.claim(PoolTask.TAKEN)) {
            task.place(here);
            if (offered) {
                VarHandle.fullFence(); // pairs with cancel: it sees the place, or perform sees the end
            }
            task.perform();
            tally.ran();
        }
    }

    // @start region="join"
    void fork(Fork<?> task) {
        task.place(forkedHere);
        deque.push(task);
        pool.summon();
    }

    /// Waits for a task by running what stands between: this worker's younger forks; then what the one that runs it has
    /// forked. Runs no task that was submitted, but the one that is waited for: it might wait for the caller.
    ///
    /// @return whether the task has ended; if not there was nothing to run
    boolean joined(Fork<?> task) {
        if (task.isOffered()) {
            int before = source;
            source = OWN;
            begin(task);
            source = before;
            return !task.isPending();
        }
        while (task.place() == forkedHere && task.isPending()) {
            PoolTask youngest = deque.pop();
            if (youngest == null) {
                break;
            }
            inside(youngest, OWN);
        }
        return !task.isPending() || helped(task);
    }

    private void inside(PoolTask task, int from) {
        if (task.isOffered() && handedOn(task)) {
            return;
        }
        int before = source;
        source = from;
        begin(task);
        source = before;
    }

    /// Nobody asked for it here: somebody else is to run it. While the pool stops nobody would find it.
    private boolean handedOn(PoolTask task) {
        if (pool.isStopping()) {
            return false;
        }
        pool.injector.push(task);
        pool.summon();
        return !pool.isStopping(); // after the push: pairs with shutdownNow. It was returned, or is this worker's again
    }

    /// Leapfrogging (Wagner and Calder, 1993): what the one that runs the task has forked is part of the task.
    private boolean helped(Fork<?> task) {
        joining = task;
        int before = source;
        for (int looks = 0; task.isPending() && looks < LOOKS; looks++) {
            Worker thief = thiefOf(task);
            PoolTask part = thief == null || thief == this ? null : stealFrom(thief);
            if (part != null) {
                int from = source;
                source = before;
                inside(part, from);
                looks = 0;
            } else {
                Thread.onSpinWait();
            }
        }
        source = before;
        joining = null;
        return !task.isPending();
    }
    // @end

    /// Who runs the task; or, if that one joins another task and has nothing to steal, who runs that.
    private static @Nullable Worker thiefOf(Fork<?> task) {
        Fork<?> next = task;
        Worker thief = null;
        for (int hops = 0; hops < IdleWorkers.LIMIT && next != null; hops++) {
            Place place = next.place();
            if (place == null || !place.runs()) {
                return thief;
            }
            thief = place.worker();
            if (!thief.deque.isEmpty()) {
                return thief;
            }
            next = thief.joining;
        }
        return thief;
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
        if (Thread.interrupted() && pool.isStopping()) {
            Thread.currentThread().interrupt();
        }
    }
}
