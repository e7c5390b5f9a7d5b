package happensbefore.pipelines;

import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A bounded hand-over between two stages, several items at a time, that can put them back into order.
///
/// - Invariant: items stand at places `head` and up, at most `capacity` of them; those from `head` to `end`
///   have no gap. What is taken is numbered without gaps, and holes are not: so the next stage's places are
///   dense again.
/// - Linearizes: under the lock. What a thread did before a put happens-before what follows the take of that
///   item.
/// - Progress: whoever has the item at `head` never waits for room. Putters that wait are woken when half of the
///   room is free: until then takers have items, and after it they find some while putters wake up.
///
/// One lock for a chunk of items costs less than a compare-and-set for each, and lets producers sleep twice as
/// long.
final class Link {
    /// How often a virtual thread that would wait lets others run first.
    private static final int YIELDS = 2;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition takeable = lock.newCondition();
    private final Condition puttable = lock.newCondition();
    private final int capacity;
    private final boolean inPlaces;
    private final int takers;
    private final @Nullable Object[] slots; // guarded by lock, as all below
    private final long[] numbers;
    private long head; // the place to be taken next
    private long end; // the first place from head on with nothing there
    private long taken; // items that were taken
    private int queued; // items that are there, holes not counted
    private int openPutters;
    private int waitingTakers;
    private int waitingPutters;
    private boolean broken;

    /// @param inPlaces whether items are put at the places that their chunk was taken from, rather than as they
    ///     come
    /// @param putters how many will put, and each say once that it has left
    /// @param takers how many will take: none takes more than its share
    Link(int capacity, boolean inPlaces, int putters, int takers) {
        this.capacity = capacity;
        this.inPlaces = inPlaces;
        this.takers = takers;
        openPutters = putters;
        int length = capacity == 1 ? 1 : Integer.highestOneBit(capacity - 1) << 1;
        slots = new Object[length];
        numbers = new long[length];
    }

    // @start region="put"
    /// Hands on the chunk's items up to `to`; waits for room, and moves `handedOn` along.
    ///
    /// @return false when the link was broken off: the rest is still in the chunk
    /// @throws InterruptedException when interrupted while waiting; the rest is still in the chunk
    boolean put(Chunk chunk, int to) throws InterruptedException {
        lock.lock();
        try {
            while (!broken) {
                if (inPlaces) {
                    fillPlaces(chunk, to);
                } else {
                    append(chunk, to);
                }
                if (chunk.handedOn == to) {
                    return true;
                }
                awaitRoom(chunk);
            }
            return false;
        } finally {
            wakeTaker();
            lock.unlock();
        }
    }

    private void fillPlaces(Chunk chunk, int to) {
        while (chunk.handedOn < to && chunk.firstPlace + chunk.handedOn - head < capacity) {
            fill(chunk.firstPlace + chunk.handedOn, chunk.items[chunk.handedOn], chunk.numbers[chunk.handedOn]);
            chunk.handedOn++;
        }
    }

    private void fill(long place, @Nullable Object item, long number) {
        slots[slot(place)] = item;
        numbers[slot(place)] = number;
        if (item != Chunk.HOLE) {
            queued++;
        }
        while (end - head < capacity && slots[slot(end)] != null) {
            end++;
        }
    }

    private void append(Chunk chunk, int to) {
        while (chunk.handedOn < to) {
            int from = chunk.handedOn;
            int until = chunk.firstHole(from, (int) Math.min(to, from + capacity - (end - head)));
            if (until > from) {
                copyIn(chunk, from, until - from);
                chunk.handedOn = until;
            } else if (chunk.items[from] == Chunk.HOLE) {
                chunk.handedOn++;
            } else {
                return;
            }
        }
    }

    private void awaitRoom(Chunk chunk) throws InterruptedException {
        wakeTaker(); // for what was put so far
        if (giveWay(chunk, () -> broken || hasRoomFor(chunk))) {
            return;
        }
        waitingPutters++;
        try {
            await(puttable, chunk);
        } finally {
            waitingPutters--;
        }
    }
    // @end

    // @start region="take"
    /// Takes up to `limit` items, and waits until there is one.
    ///
    /// @return false at the end: every putter has left and everything was taken, or the link was broken off
    /// @throws InterruptedException when interrupted while waiting; nothing was taken
    boolean take(Chunk chunk, int limit) throws InterruptedException {
        chunk.clear();
        lock.lock();
        try {
            while (!broken) {
                moveTo(chunk, limit);
                if (chunk.size > 0) {
                    wakeTaker(); // for what is left
                    return true;
                }
                if (openPutters == 0) {
                    return false;
                }
                if (giveWay(chunk, () -> broken || head < end || openPutters == 0)) {
                    continue;
                }
                waitingTakers++;
                try {
                    await(takeable, chunk);
                } finally {
                    waitingTakers--;
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void moveTo(Chunk chunk, int limit) {
        chunk.firstPlace = taken;
        int share = (int) Math.min(limit, Math.max(1, (end - head) / takers));
        if (inPlaces) {
            moveAllButHoles(chunk, share);
        } else {
            copyOut(chunk, (int) Math.min(share, end - head));
        }
        taken += chunk.size;
        queued -= chunk.size;
        if (waitingPutters > 0 && end - head <= capacity / 2) {
            puttable.signalAll();
        }
    }
    // @end

    private void moveAllButHoles(Chunk chunk, int share) {
        while (head < end && chunk.size < share) {
            Object item = slots[slot(head)];
            if (item != null && item != Chunk.HOLE) {
                chunk.add(item, numbers[slot(head)]);
            }
            slots[slot(head)] = null;
            head++;
        }
    }

    private void copyIn(Chunk chunk, int from, int count) {
        int slot = slot(end);
        int before = Math.min(count, slots.length - slot); // the end of the array; the rest goes to its beginning
        System.arraycopy(chunk.items, from, slots, slot, before);
        System.arraycopy(chunk.numbers, from, numbers, slot, before);
        System.arraycopy(chunk.items, from + before, slots, 0, count - before);
        System.arraycopy(chunk.numbers, from + before, numbers, 0, count - before);
        end += count;
        queued += count;
    }

    private void copyOut(Chunk chunk, int count) {
        int slot = slot(head);
        int before = Math.min(count, slots.length - slot);
        System.arraycopy(slots, slot, chunk.items, 0, before);
        System.arraycopy(numbers, slot, chunk.numbers, 0, before);
        System.arraycopy(slots, 0, chunk.items, before, count - before);
        System.arraycopy(numbers, 0, chunk.numbers, before, count - before);
        Arrays.fill(slots, slot, slot + before, null);
        Arrays.fill(slots, 0, count - before, null);
        chunk.size = count;
        head += count;
    }

    private boolean hasRoomFor(Chunk chunk) {
        return (inPlaces ? chunk.firstPlace + chunk.handedOn : end) - head < capacity;
    }

    private void wakeTaker() {
        if (waitingTakers > 0 && head < end) {
            takeable.signal();
        }
    }

    /// Lets others run, without the lock, until it holds or that was enough. Who does not sleep need not be woken,
    /// and finds more than one item. Not for platform threads: there it costs as much as to sleep.
    private boolean giveWay(Chunk chunk, BooleanSupplier holds) {
        int yields = Thread.currentThread().isVirtual() ? YIELDS : 0;
        for (int i = 0; i < yields; i++) {
            if (chunk.waitStart == 0) {
                chunk.waitStart = System.nanoTime();
            }
            lock.unlock();
            try {
                Thread.yield();
            } finally {
                lock.lock();
            }
            if (holds.getAsBoolean()) {
                chunk.waitEnd = System.nanoTime();
                return true;
            }
        }
        return false;
    }

    private static void await(Condition condition, Chunk chunk) throws InterruptedException {
        long start = System.nanoTime();
        if (chunk.waitStart == 0) {
            chunk.waitStart = start;
        }
        try {
            condition.await();
        } finally {
            chunk.waitEnd = System.nanoTime();
        }
    }

    /// To be called by each putter once, after its last put.
    void putterLeft() {
        lock.lock();
        try {
            openPutters--;
            if (openPutters == 0) {
                takeable.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Ends all use: whoever waits here goes on, and what is here stays here.
    void breakOff() {
        lock.lock();
        try {
            broken = true;
            takeable.signalAll();
            puttable.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// How many items are here.
    int queued() {
        lock.lock();
        try {
            return queued;
        } finally {
            lock.unlock();
        }
    }

    int capacity() {
        return capacity;
    }

    private int slot(long place) {
        return (int) place & (slots.length - 1);
    }
}
