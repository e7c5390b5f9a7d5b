package happensbefore.workstealing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// A stretch of an [Injector]: slots that are filled once and emptied once, in order.
final class Segment {
    private static final VarHandle SLOTS =
            MethodHandles.arrayElementVarHandle(Object[].class).withInvokeExactBehavior();
    /// No slot is left: the next segment may have one.
    static final int FULL = -1;

    /// Slots are left, and nobody gets them.
    static final int CLOSED = -2;

    private static final long CLOSED_BIT = 1L << 62;
    private static final int CLOSED_AT = 32;

    private static final VarHandle CLAIMED = handle("claimed", long.class);
    private static final VarHandle TAKEN = handle("taken", long.class);
    private static final VarHandle NEXT = handle("next", Segment.class);

    // Unused longs keep what pushers write, what thieves write, and what all read, on different cache lines.
    long unused01, unused02, unused03, unused04, unused05, unused06, unused07, unused08;
    long unused09, unused10, unused11, unused12, unused13, unused14, unused15, unused16;

    // Attempts to claim; those beyond the number of slots failed. When closed: CLOSED_BIT, the number of slots that
    // were claimed before, and 32 bits for attempts that came later.
    private long claimed;

    long unused17, unused18, unused19, unused20, unused21, unused22, unused23, unused24;
    long unused25, unused26, unused27, unused28, unused29, unused30, unused31, unused32;

    private long taken;

    long unused33, unused34, unused35, unused36, unused37, unused38, unused39, unused40;
    long unused41, unused42, unused43, unused44, unused45, unused46, unused47, unused48;

    private final @Nullable Object[] slots;
    private final long before;
    private volatile @Nullable Segment next;

    /// @param before slots in all segments before this one
    Segment(int size, long before) {
        slots = new Object[size];
        this.before = before;
    }

    /// Claims the next slot for the caller to fill; [#FULL] or [#CLOSED] when it gets none.
    int claim() {
        long slot = (long) CLAIMED.getAndAdd(this, 1L);
        if (slot >= slots.length) {
            return slot < CLOSED_BIT ? FULL : CLOSED;
        }
        return (int) slot;
    }

    /// Lets nobody claim a slot any more.
    ///
    /// @return false when it has none left: then the next segment is to be closed
    boolean close() {
        while (true) {
            long now = (long) CLAIMED.getVolatile(this);
            if (now >= CLOSED_BIT) {
                return true;
            }
            if (now >= slots.length) {
                return false;
            }
            if (CLAIMED.compareAndSet(this, now, CLOSED_BIT | now << CLOSED_AT)) {
                return true;
            }
        }
    }

    void fill(int slot, Object item) {
        SLOTS.setRelease(slots, slot, item); // release: pairs with filledEnd's acquire
    }

    int size() {
        return slots.length;
    }

    int taken() {
        return (int) (long) TAKEN.getVolatile(this);
    }

    int claimed() {
        long now = (long) CLAIMED.getVolatile(this);
        return (int) Math.min(slots.length, now < CLOSED_BIT ? now : (now ^ CLOSED_BIT) >>> CLOSED_AT);
    }

    /// The first slot from `from` on, and below `limit`, that is not filled; `limit` if all are.
    int filledEnd(int from, int limit) {
        int slot = from;
        while (slot < limit && (Object) SLOTS.getAcquire(slots, slot) != null) {
            slot++;
        }
        return slot;
    }

    /// Gives the slots from `from` on, and below `end`, to the caller, unless another thread was given some since.
    boolean take(int from, int end) {
        return TAKEN.compareAndSet(this, (long) from, (long) end);
    }

    /// Empties a slot that the caller was given, and found filled.
    Object empty(int slot) {
        Object item = slots[slot]; // plain: filledEnd acquired it, and nobody writes it any more
        slots[slot] = null;
        if (item == null) {
            throw new IllegalStateException("Slot " + slot + " was not filled");
        }
        return item;
    }

    /// The segment behind this one; itself after [#cutOff].
    @Nullable
    Segment next() {
        return next;
    }

    /// All its slots are used up, and neither end of the injector is here any more. Without this a segment that the
    /// collector has moved among the old objects would keep all younger ones alive, used up or not, until it is
    /// collected itself.
    void cutOff() {
        next = this;
    }

    /// The segment behind this one, which has no slot left; itself after [#cutOff].
    Segment nextOrNew() {
        Segment seen = next;
        if (seen != null) {
            return seen;
        }
        Segment fresh = new Segment(slots.length, before + slots.length);
        return NEXT.compareAndSet(this, (Segment) null, fresh) ? fresh : nextOrNew();
    }

    /// Slots claimed in this segment and all before it.
    long claimedSoFar() {
        return before + claimed();
    }

    /// Slots taken in this segment and all before it, if those are used up.
    long takenSoFar() {
        return before + taken();
    }

    private static VarHandle handle(String field, Class<?> type) {
        try {
            return MethodHandles.lookup()
                    .findVarHandle(Segment.class, field, type)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
