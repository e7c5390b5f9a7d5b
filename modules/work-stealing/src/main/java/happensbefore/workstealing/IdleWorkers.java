package happensbefore.workstealing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// Which of a pool's workers are awake, look for work, or sleep; and who must move when there is new work. It
/// starts and parks nobody: the pool does as it is told here.
///
/// - Invariant (Dekker): who makes work makes it, then reads the word; who goes to sleep says so in the word,
///   then looks for work. Both with a full fence between. So one sees the other, and no work waits while a
///   worker sleeps that may be awake.
/// - Invariant (one searcher is enough): work is left to one that searches already. It finds it; or finds other work,
///   and as the last to search summons the next; or finds nothing, and looks again after it lay down.
/// - Progress: lock-free; all of it is one word. For any number of threads.
public final class IdleWorkers {
    /// The most workers there can be.
    public static final int LIMIT = (1 << 11) - 2;

    /// Nobody has to move.
    public static final int NOBODY = -1;

    /// A new worker has to start: it counts as awake and searching already.
    public static final int START = -2;

    private static final int CHOSEN = -1;
    private static final VarHandle WORD = word();

    // The word: version, 20 bits | blocked | searching | awake | top of the stack of sleepers, index + 1; 11 bits each.
    // The version moves with each push on the stack: a pop with an old view fails, as long as it is not 2^20 pushes
    // old.
    private static final long FIELD = (1 << 11) - 1;
    private static final int AWAKE_AT = 11;
    private static final int SEARCHING_AT = 22;
    private static final int BLOCKED_AT = 33;
    private static final long AWAKE = 1L << AWAKE_AT;
    private static final long SEARCHING = 1L << SEARCHING_AT;
    private static final long BLOCKED = 1L << BLOCKED_AT;
    private static final long VERSION = 1L << 44;
    private static final long TOP = FIELD;

    private final int parallelism;
    private final int most;
    private final AtomicIntegerArray below; // a sleeper's: who lies below, index + 1, or 0; CHOSEN when it was woken

    private volatile long word;
    private volatile int started;

    /// @param parallelism how many may be awake, as far as it is decided here
    /// @param most how many may be started, at most [#LIMIT]
    public IdleWorkers(int parallelism, int most) {
        this.parallelism = parallelism;
        this.most = most;
        below = new AtomicIntegerArray(most);
        for (int worker = 0; worker < most; worker++) {
            below.set(worker, CHOSEN);
        }
    }

    // @start region="summon"
    /// To be called after there is new work. Whoever is named must be unparked, or started, by the caller.
    ///
    /// @return the index of a worker, [#START] or [#NOBODY]
    public int summon() {
        VarHandle.fullFence(); // pairs with rest and block: the read of the word comes after the caller's work
        while (true) {
            long now = word;
            if (searching(now) > 0 || awake(now) >= parallelism) {
                return NOBODY;
            }
            int top = (int) (now & TOP);
            if (top > 0) {
                long next = (now & ~TOP | below.get(top - 1) & TOP) + AWAKE + SEARCHING;
                if (WORD.compareAndSet(this, now, next)) {
                    below.set(top - 1, CHOSEN);
                    return top - 1;
                }
            } else if (started == most) {
                return NOBODY;
            } else if (WORD.compareAndSet(this, now, now + AWAKE + SEARCHING)) {
                return START;
            }
        }
    }
    // @end

    /// The index of the worker that is to start. Once for each [#START], by its caller: nobody else starts meanwhile,
    /// because the new one counts as searching.
    public int nextIndex() {
        int index = started;
        started = index + 1;
        return index;
    }

    /// The worker with the last index could not be started.
    public void notStarted() {
        int index = started;
        started = index - 1;
        add(-AWAKE - SEARCHING);
    }

    /// A worker that is awake begins to look for work.
    public void search() {
        add(SEARCHING);
    }

    /// A worker that searched has found work.
    ///
    /// @return whether it was the last that searched: then it must summon another, as there may be more
    public boolean found() {
        return searching(add(-SEARCHING)) == 0;
    }

    // @start region="rest"
    /// A worker that searched found nothing and lies down. It must look once more after this, and summon if there is
    /// work; then it may park while [#resting].
    public void rest(int worker) {
        while (true) {
            long now = word;
            below.set(worker, (int) (now & TOP));
            long next = (now & ~TOP | worker + 1) - AWAKE - SEARCHING + VERSION;
            if (WORD.compareAndSet(this, now, next)) { // full fence: pairs with summon's
                return;
            }
        }
    }

    /// Whether the worker has not been woken since it lay down. One that was woken counts as searching.
    public boolean resting(int worker) {
        return below.get(worker) != CHOSEN;
    }
    // @end

    /// A worker is about to wait inside a task, and leaves its place to another. It must look for work after this, and
    /// summon if there is some.
    public void block() {
        add(BLOCKED - AWAKE); // full fence: pairs with summon's
    }

    /// The wait is over. There may now be more awake than there should be, until one of them has nothing to do.
    public void unblock() {
        add(AWAKE - BLOCKED);
    }

    /// Whether more are awake than there should be.
    public boolean crowded() {
        return awake(word) > parallelism;
    }

    /// A view for [#close]: of a moment when all workers rested, or -1.
    public long allRest() {
        long now = word;
        return awake(now) == 0 && (now >>> BLOCKED_AT & FIELD) == 0 ? now & Long.MAX_VALUE : -1;
    }

    /// Ends the summoning for ever, unless somebody has moved since the view.
    public boolean close(long view) {
        long now = word;
        return (now & Long.MAX_VALUE) == view && WORD.compareAndSet(this, now, now | FIELD << AWAKE_AT);
    }

    /// Workers that neither sleep nor wait in a task; 0 when closed.
    public int awake() {
        int awake = awake(word);
        return awake == FIELD ? 0 : awake;
    }

    /// Workers that look for work.
    public int searching() {
        return searching(word);
    }

    /// Workers that were started.
    public int started() {
        return started;
    }

    private static int awake(long word) {
        return (int) (word >>> AWAKE_AT & FIELD);
    }

    private static int searching(long word) {
        return (int) (word >>> SEARCHING_AT & FIELD);
    }

    private long add(long change) {
        return (long) WORD.getAndAdd(this, change) + change;
    }

    private static VarHandle word() {
        try {
            return MethodHandles.lookup()
                    .findVarHandle(IdleWorkers.class, "word", long.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
