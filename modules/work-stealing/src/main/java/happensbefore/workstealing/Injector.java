package happensbefore.workstealing;

import happensbefore.workstealing.ChaseLevDeque.Steal;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The queue through which tasks come into a pool from outside: any number of threads push, any number steal, one item
/// or a batch at a time. Unbounded, first in first out. After the `Injector` of Rust's crossbeam: a list of segments,
/// whose slots are claimed by one atomic step each.
///
/// - Invariant: in a segment, each slot below `claimed` has one pusher, each below `taken` one thief, and
///   `taken <= claimed`. A slot is filled once and emptied once; a segment is used once.
/// - Linearizes: a push at its claim; a steal at its CAS of `taken`; an empty one at its read of `claimed` or `next`; a
///   close at its CAS of `claimed` in the one segment with slots left.
/// - Memory: what came before a push happens-before what follows the steal that returns the item.
/// - Progress: pushes are lock-free. A steal never waits: behind a pusher that has claimed its slot and not filled it
///   yet, it is lost.
public final class Injector<T> {
    private static final int SEGMENT_SIZE = 128;
    private static final VarHandle HEAD = handle("head");
    private static final VarHandle TAIL = handle("tail");

    private volatile Segment head; // segments before it are used up
    private volatile Segment tail; // segments before it have no slot left

    public Injector() {
        this(SEGMENT_SIZE);
    }

    Injector(int segmentSize) {
        Segment first = new Segment(segmentSize, 0);
        head = first;
        tail = first;
    }

    // @start region="push"
    /// Adds the newest item. For any thread.
    ///
    /// @return false when this is closed: then the item is not in
    public boolean push(T item) {
        Objects.requireNonNull(item, "item");
        Segment last = tail;
        int slot = last.claim();
        while (slot == Segment.FULL) {
            last = behind(last);
            slot = last.claim();
        }
        if (slot == Segment.CLOSED) {
            return false;
        }
        last.fill(slot, item);
        return true;
    }

    /// Refuses all that is pushed from now on. What was accepted can be stolen as before. For any thread.
    public void close() {
        Segment last = tail;
        while (!last.close()) {
            last = behind(last);
        }
    }

    /// The segment behind one that has no slot left.
    private Segment behind(Segment full) {
        Segment next = full.nextOrNew();
        if (next == full) {
            return tail; // it was used up and cut off, after the tail had left it
        }
        TAIL.compareAndSet(this, full, next); // may fail: then another thread has moved it
        return next;
    }
    // @end

    /// Takes the oldest item. For any thread.
    public Steal<T> steal() {
        return ChaseLevDeque.told(take(null, 1));
    }

    /// Takes up to half of the items, rounded up, oldest first and by one CAS: returns the first, and pushes the others
    /// into a deque that the calling thread owns, so that its owner pops them in the order in which they came.
    ///
    /// @param max the most to take, at least 1
    public Steal<T> stealBatchInto(ChaseLevDeque<? super T> local, int max) {
        Objects.requireNonNull(local, "local");
        if (max < 1) {
            throw new IllegalArgumentException("max must be at least 1, but was " + max);
        }
        return ChaseLevDeque.told(take(local, Math.min(max, size() + 1 >> 1)));
    }

    // @start region="steal"
    /// The oldest item, null when there is none, or [ChaseLevDeque#LOST]. Those behind it, `most` in all, go to
    /// `local`.
    private @Nullable Object take(@Nullable ChaseLevDeque<? super T> local, int most) {
        for (Segment first = head; ; ) {
            int from = first.taken();
            int claimed = first.claimed(); // in this order: what was taken was claimed
            if (from < claimed) {
                int end = first.filledEnd(from, Math.clamp(from + (long) most, from + 1, claimed));
                if (end == from || !first.take(from, end)) {
                    return ChaseLevDeque.LOST;
                }
                for (int slot = end - 1; slot > from; slot--) { // the newest first: its owner pops the last pushed
                    Objects.requireNonNull(local).push(ChaseLevDeque.<T>cast(first.empty(slot)));
                }
                return first.empty(from);
            }
            Segment next = claimed < first.size() ? null : first.next();
            if (next == null) {
                return null;
            }
            first = next == first ? head : pass(first, next);
        }
    }

    /// Moves the head on from a segment that is used up. The tail first: from one that is cut off no way leads on.
    private Segment pass(Segment first, Segment next) {
        TAIL.compareAndSet(this, first, next); // may fail: it is elsewhere, and never comes back
        if (HEAD.compareAndSet(this, first, next)) {
            first.cutOff();
        }
        return next;
    }
    // @end

    /// Whether the oldest item can be stolen. False while its pusher has its slot and has not filled it, even when
    /// there are items behind it: for those who sleep until a pusher wakes them, which it does after it has filled
    /// its slot.
    boolean isReady() {
        for (Segment first = head; ; ) {
            int from = first.taken();
            if (from < first.claimed()) {
                if (first.filledEnd(from, from + 1) > from) {
                    return true;
                }
                if (first.taken() == from) { // after the slot: it was not stolen, so it was not filled
                    return false;
                }
                continue;
            }
            Segment next = from < first.size() ? null : first.next();
            if (next == null) {
                return false;
            }
            first = next == first ? head : next;
        }
    }

    /// How many items there were at some moment of the call, give or take those that moved during it; 0 only when there
    /// was a moment without any. For any thread.
    public int size() {
        long taken = head.takenSoFar();
        return (int) Math.clamp(tail.claimedSoFar() - taken, 0, Integer.MAX_VALUE);
    }

    /// Whether [#size] is 0. For any thread.
    public boolean isEmpty() {
        return size() == 0;
    }

    /// The segment in which the oldest item stands, or an older one.
    Segment head() {
        return head;
    }

    private static VarHandle handle(String field) {
        try {
            return MethodHandles.lookup()
                    .findVarHandle(Injector.class, field, Segment.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
